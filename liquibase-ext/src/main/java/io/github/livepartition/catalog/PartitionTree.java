// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Sql;

/**
 * A table and everything below it. PostgreSQL's own pg_partition_tree locks each partition until
 * the transaction ends, and who then waits for the table itself is in a deadlock with an
 * application that empties it.
 */
public final class PartitionTree {

    private static final String QUERY =
            """
            (WITH RECURSIVE tree AS (
               SELECT %s::oid AS relid, NULL::oid AS parentrelid, 0 AS level
               UNION ALL SELECT i.inhrelid, i.inhparent, tree.level + 1 FROM pg_inherits AS i JOIN tree ON i.inhparent = tree.relid)
             SELECT tree.relid, tree.parentrelid, tree.level, c.relkind <> 'p' AS isleaf FROM tree JOIN pg_class AS c ON c.oid = tree.relid)""";

    private PartitionTree() {}

    /**
     * A subquery with the columns relid, parentrelid, level and isleaf; it needs pg_catalog in the
     * search path.
     *
     * @param root an expression for the table's OID
     */
    public static Sql of(Sql root) {
        return Sql.of(QUERY, root);
    }

    /** The same as text, for queries that are constants. */
    static String text(String root) {
        return QUERY.formatted(root);
    }
}
