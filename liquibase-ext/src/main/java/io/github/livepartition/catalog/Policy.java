// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A policy of row level security.
 *
 * @param command such as {@code SELECT}
 * @param roles empty for PUBLIC
 */
public record Policy(
        Identifier name,
        boolean permissive,
        Sql command,
        List<Identifier> roles,
        Optional<Sql> using,
        Optional<Sql> withCheck,
        Optional<String> comment)
        implements Belonging {

    static final String QUERY =
            """
            SELECT polname AS name, polpermissive AS permissive,
                   CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
                   ARRAY(SELECT rolname::text FROM pg_roles AS r WHERE r.oid = ANY (polroles) ORDER BY rolname COLLATE "C") AS roles,
                   pg_get_expr(polqual, polrelid) AS using, pg_get_expr(polwithcheck, polrelid) AS with_check, obj_description(oid, 'pg_policy') AS comment
              FROM pg_policy WHERE polrelid = ? ORDER BY polname COLLATE "C\"""";

    public Policy {
        roles = List.copyOf(roles);
    }

    @Override
    public String words() {
        return "policy " + name;
    }

    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public Optional<Sql> give(QualifiedName table) {
        return Optional.of(
                Sql.of(
                        "CREATE POLICY %s ON %s AS %s FOR %s TO %s%s%s;%s",
                        name,
                        table,
                        Sql.verbatim(permissive ? "PERMISSIVE" : "RESTRICTIVE"),
                        command,
                        roles.isEmpty() ? Sql.verbatim("PUBLIC") : Sql.join(", ", roles),
                        clause("\n  USING (%s)", using),
                        clause("\n  WITH CHECK (%s)", withCheck),
                        comment.map(
                                        text ->
                                                Sql.of(
                                                        "\nCOMMENT ON POLICY %s ON %s IS %s;",
                                                        name, table, new Literal(text)))
                                .orElse(Sql.verbatim(""))));
    }

    private static Sql clause(String template, Optional<Sql> expression) {
        return expression.map(text -> Sql.of(template, text)).orElse(Sql.verbatim(""));
    }

    @Override
    public Optional<Sql> setAside(QualifiedName heap) {
        return Optional.of(Sql.of("DROP POLICY %s ON %s;", name, heap));
    }
}
