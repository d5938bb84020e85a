// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.Collection;
import java.util.List;

/**
 * A table and everything that hangs on it as the application sees it: lines of text with names and
 * definitions, never OIDs, so that it is the same in a copy of the database. A conversion changes
 * none of them but those it names, see {@link Difference}; what is a property of rows, such as
 * storage parameters or foreign keys, is that of the partitions.
 *
 * @param major of the server
 * @param lines sorted by their bytes, none twice
 * @param fingerprint the MD5 of the lines
 */
public record Description(int major, List<String> lines, String fingerprint) {

    public Description {
        lines = List.copyOf(lines);
    }

    /** A query for the lines and their MD5. The parameter is the table's OID. */
    static String read(int major, Collection<Identifier> own) {
        return "SELECT lines, md5(array_to_string(lines, E'\\n')) AS fingerprint FROM (%s) AS described (lines)"
                .formatted(query(major, own, Sql.verbatim("CAST(? AS bigint)")).text());
    }

    /**
     * A query for the lines as one array. It needs pg_catalog alone in the search path.
     *
     * @param own names of our own helper constraints, indexes and triggers, which come and go while
     *     a conversion is under way
     * @param id an expression for the table's OID
     */
    public Sql query(Collection<Identifier> own, Sql id) {
        return query(major, own, id);
    }

    private static Sql query(int major, Collection<Identifier> own, Sql id) {
        Sql names = Sql.join(", ", own.stream().map(name -> new Literal(name.value())).toList());
        return Sql.of(
                """
                WITH t AS MATERIALIZED (
                  SELECT c.*, (SELECT typarray FROM pg_type AS y WHERE y.oid = c.reltype) AS typarray, ARRAY[%s]::text[] AS own,
                         ARRAY(SELECT relid FROM %s AS tree WHERE isleaf) AS leaves
                    FROM pg_class AS c WHERE c.oid = %s)
                SELECT array_agg(DISTINCT line COLLATE "C" ORDER BY line COLLATE "C") FROM (
                %s) AS described (line)""",
                names,
                PartitionTree.of(Sql.verbatim("c.oid")),
                id,
                Sql.verbatim(
                        DescriptionText.TABLE
                                + DescriptionText.PARTS
                                + DescriptionText.OTHERS
                                + (major < 15
                                        ? DescriptionText.PUBLICATIONS_14
                                        : DescriptionText.PUBLICATIONS)));
    }
}
