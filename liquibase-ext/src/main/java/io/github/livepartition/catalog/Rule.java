// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Optional;

/**
 * A rule of the table's own.
 *
 * @param definition {@code pg_get_ruledef}, whole
 * @param enabled as of a {@link Trigger}
 */
public record Rule(Identifier name, Sql definition, String enabled, Optional<String> comment)
        implements Belonging {

    static final String QUERY =
            """
            SELECT rulename AS name, pg_get_ruledef(oid) AS definition, ev_enabled::text AS enabled, obj_description(oid, 'pg_rewrite') AS comment
              FROM pg_rewrite WHERE ev_class = ? AND rulename <> '_RETURN' ORDER BY rulename COLLATE "C\"""";

    @Override
    public String words() {
        return "rule " + name;
    }

    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public Optional<Sql> give(QualifiedName table) {
        return Optional.of(
                Sql.of(
                        "%s%s%s",
                        definition,
                        state(table),
                        comment.map(
                                        text ->
                                                Sql.of(
                                                        "\nCOMMENT ON RULE %s ON %s IS %s;",
                                                        name, table, new Literal(text)))
                                .orElse(Sql.verbatim(""))));
    }

    private Sql state(QualifiedName table) {
        String words =
                switch (enabled) {
                    case "D" -> "DISABLE";
                    case "R" -> "ENABLE REPLICA";
                    case "A" -> "ENABLE ALWAYS";
                    default -> "";
                };
        return words.isEmpty()
                ? Sql.verbatim("")
                : Sql.of("\nALTER TABLE %s %s RULE %s;", table, Sql.verbatim(words), name);
    }

    @Override
    public Optional<Sql> setAside(QualifiedName heap) {
        return Optional.of(Sql.of("DROP RULE %s ON %s;", name, heap));
    }
}
