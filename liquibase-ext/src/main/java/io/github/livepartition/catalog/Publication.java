// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A publication that the table is in.
 *
 * @param scope whether it names the table
 * @param root whether it publishes the rows of partitions as the table's
 * @param columns those it publishes; empty for all
 * @param filter of rows
 * @param alterable whether the table's owner may alter it
 * @param oldRows whether it publishes updates or deletes, which name the old row
 */
public record Publication(
        Identifier name,
        Scope scope,
        boolean root,
        List<Identifier> columns,
        Optional<Sql> filter,
        boolean alterable,
        boolean oldRows)
        implements Belonging {

    /** What it names. */
    public enum Scope {
        TABLE,
        SCHEMA,
        DATABASE
    }

    private static final String HEAD =
            """
            SELECT pubname AS name, scope, pubviaroot AS root, columns, filter, pg_has_role(c.relowner, pubowner, 'USAGE') AS alterable, pubupdate OR pubdelete AS old_rows
              FROM pg_class AS c, LATERAL (
            """;

    private static final String TAIL =
            """
              UNION ALL
              SELECT oid, 'DATABASE', NULL, NULL FROM pg_publication WHERE puballtables) AS named (id, scope, columns, filter) JOIN pg_publication AS p ON p.oid = id
             WHERE c.oid = ? ORDER BY pubname COLLATE "C\"""";

    static String query(int major) {
        return HEAD
                + (major < 15
                        ? """
                          SELECT prpubid, 'TABLE', NULL::text[], NULL FROM pg_publication_rel WHERE prrelid = c.oid
                          """
                        : """
                          SELECT prpubid, 'TABLE',
                                 ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum = ANY (prattrs) ORDER BY attnum), pg_get_expr(prqual, prrelid)
                            FROM pg_publication_rel WHERE prrelid = c.oid
                          UNION ALL
                          SELECT pnpubid, 'SCHEMA', NULL, NULL FROM pg_publication_namespace WHERE pnnspid = c.relnamespace
                          """)
                + TAIL;
    }

    /** Whether it names the table, and publishes the rows of partitions as the table's. */
    public boolean isOfRoot() {
        return scope == Scope.TABLE && root;
    }

    public Publication {
        columns = List.copyOf(columns);
    }

    @Override
    public String words() {
        return "publication " + name;
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public Optional<Sql> give(QualifiedName table) {
        return scope != Scope.TABLE
                ? Optional.empty()
                : Optional.of(
                        Sql.of(
                                "ALTER PUBLICATION %s ADD TABLE %s%s%s;",
                                name,
                                table,
                                columns.isEmpty()
                                        ? Sql.verbatim("")
                                        : Sql.of(" (%s)", Sql.join(", ", columns)),
                                filter.map(text -> Sql.of(" WHERE (%s)", text))
                                        .orElse(Sql.verbatim(""))));
    }

    @Override
    public Optional<Sql> setAside(QualifiedName heap) {
        return scope != Scope.TABLE
                ? Optional.empty()
                : Optional.of(Sql.of("ALTER PUBLICATION %s DROP TABLE %s;", name, heap));
    }

    @Override
    public Optional<Sql> release(QualifiedName table) {
        return setAside(table);
    }
}
