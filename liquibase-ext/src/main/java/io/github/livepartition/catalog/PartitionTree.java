// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Sql;

/**
 * A table and everything below it. PostgreSQL's own pg_partition_tree locks each partition until
 * the transaction ends, and who then waits for the table itself is in a deadlock with an
 * application that empties it. Each is looked up by itself, since the planner knows nothing of how
 * many there are.
 */
public final class PartitionTree {

    private static final String QUERY =
            """
            (WITH RECURSIVE tree AS (
               SELECT %s::oid AS relid, NULL::oid AS parentrelid, 0 AS level
               UNION ALL SELECT i.inhrelid, i.inhparent, tree.level + 1
                 FROM tree, LATERAL (SELECT inhrelid, inhparent FROM pg_inherits WHERE inhparent = tree.relid OFFSET 0) AS i)
             SELECT relid, parentrelid, level, (SELECT relkind <> 'p' FROM pg_class WHERE oid = relid) AS isleaf FROM tree)""";

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
