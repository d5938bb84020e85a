// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Optional;

/**
 * The index by which CLUSTER orders a table. A partitioned table has none itself: it is that of the
 * partitions.
 *
 * @param index of the table
 */
public record Clustering(Identifier index) implements Belonging {

    static final String QUERY = text("CAST(? AS bigint)");

    /**
     * A query for its name.
     *
     * @param table an expression for the table's OID
     */
    static String text(String table) {
        return """
               SELECT DISTINCT r.relname AS index FROM (SELECT %s::oid AS root) AS it, LATERAL %s AS tree
                 JOIN pg_index AS i ON i.indrelid = tree.relid AND i.indisclustered, LATERAL (
                   WITH RECURSIVE up (id) AS (SELECT i.indexrelid UNION ALL SELECT inhparent FROM up JOIN pg_inherits ON inhrelid = id) SELECT id FROM up) AS u
                 JOIN pg_index AS x ON x.indexrelid = u.id JOIN pg_class AS r ON r.oid = u.id WHERE x.indrelid = it.root"""
                .formatted(table, PartitionTree.text("it.root"));
    }

    @Override
    public String words() {
        return "CLUSTER on index " + index;
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public Optional<Sql> give(QualifiedName table) {
        return Optional.of(each(table, Sql.verbatim("true")));
    }

    @Override
    public Optional<Sql> giveToIndexed(QualifiedName table, QualifiedName partition) {
        return Optional.of(each(table, Leaves.indexOf(partition)));
    }

    /** The index of a partition has a name of its own. */
    private Sql each(QualifiedName table, Sql condition) {
        return Sql.of(
                """
                FOR helper IN SELECT format('ALTER TABLE %%s CLUSTER ON %%I', indrelid::regclass, relname)
                    FROM %s AS tree JOIN pg_class AS c ON c.oid = relid AND relkind = 'i' JOIN pg_index ON indexrelid = relid WHERE %s LOOP
                  EXECUTE helper;
                END LOOP;""",
                PartitionTree.of(Leaves.regclass(table.withName(index))), condition);
    }

    @Override
    public Optional<Belonging> kept() {
        return Optional.of(new Clustering(index.suffixedApart("_legacy")));
    }

    @Override
    public Optional<Sql> takeAway(QualifiedName heap) {
        return Optional.of(Sql.of("ALTER TABLE %s SET WITHOUT CLUSTER;", heap));
    }
}
