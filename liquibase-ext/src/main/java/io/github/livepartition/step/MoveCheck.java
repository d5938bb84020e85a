// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.HashMap;
import java.util.Map;

/**
 * The CHECK that a partition has while rows move, and its function. The function is named after the
 * partition's OID, so that no name of a user's can be in its way.
 *
 * @param type of the key
 */
record MoveCheck(QualifiedName partition, Sql type) {

    static final Identifier NAME = new Identifier("livepartition_bounds");

    /**
     * Finds the function's name, which is {@code helper} from then on, and does what the template
     * says.
     */
    Sql fill(String template, Map<String, Sql> more) {
        Map<String, Sql> parts = new HashMap<>(more);
        parts.put("name", Sql.of("%s", new Literal(partition.sql())));
        parts.put("type", Sql.of("%s", new Literal(type.text())));
        return Sql.fill(FUNCTION + template, parts);
    }

    /**
     * Adds it with an open function, and notes for which range.
     *
     * @param constraint the statement that adds it; {@code key} is a literal there
     */
    Sql add(QualifiedName table, Identifier key, Span span, String constraint) {
        return fill(
                OPEN + constraint + NOTE,
                Map.of(
                        "partition", Sql.of("%s", partition),
                        "check", Sql.of("%s", NAME),
                        "key", Sql.of("%s", new Literal(key.sql())),
                        "note", Sql.of("%s", new Literal(NoteVacuum.note(table, span, false)))));
    }

    private static final String OPEN =
            """
            EXECUTE pg_catalog.format('CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L', helper, ${type}, 'SELECT true');
            EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s(%s) TO PUBLIC', helper, ${type});
            """;

    private static final String NOTE =
            """
            COMMENT ON CONSTRAINT ${check} ON ${partition} IS ${note};""";

    private static final String FUNCTION =
            """
            SELECT pg_catalog.format('%I.%I', n.nspname, 'livepartition_bounds_' || c.oid) INTO helper
              FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = ${name}::pg_catalog.regclass;
            """;
}
