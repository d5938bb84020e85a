// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/** What is asked to find out whether a table is as it should be. */
final class VerifyQueries {

    private VerifyQueries() {}

    /** By name, so that neither dropped columns nor another order change a hash. */
    static final String COLUMNS =
            """
      SELECT a.attname AS name FROM pg_attribute AS a WHERE a.attrelid = CAST(? AS bigint) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attname COLLATE "C\"""";

    static final String CONSTRAINT =
            """
      SELECT pg_get_partition_constraintdef(c.oid) AS text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ?""";

    /**
     * The condition stands behind the scan: neither pruning nor constraint exclusion nor an index
     * can answer it from what it is meant to prove.
     */
    static final String CONTENT =
            """
      SELECT count(*) AS rows, coalesce(sum(hashtextextended(ROW(%s)::text, 0)), 0) AS hash, count(*) FILTER (WHERE (%s) IS NOT TRUE) AS outside
      FROM ONLY %s""";

    /** Here the whole of a table is read. */
    static final String SETTINGS =
            """
      SET LOCAL jit = DEFAULT; SET LOCAL constraint_exclusion = off; SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_bitmapscan = off""";

    static final String DEFECTS =
            """
      WITH tree AS MATERIALIZED (SELECT * FROM %s AS t)
      SELECT 'INVALID_INDEX' AS kind, n.nspname AS schema, c.relname AS relation, n.nspname AS other_schema, x.relname AS other
        FROM tree JOIN pg_index AS i ON i.indrelid = tree.relid JOIN pg_class AS c ON c.oid = i.indrelid JOIN pg_class AS x ON x.oid = i.indexrelid
          JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE NOT (i.indisvalid AND i.indisready AND i.indislive)
      UNION ALL
      SELECT 'MISSING_INDEX', n.nspname, c.relname, m.nspname, x.relname
        FROM tree JOIN pg_index AS i ON i.indrelid = tree.parentrelid JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_namespace AS m ON m.oid = x.relnamespace
          JOIN pg_class AS c ON c.oid = tree.relid JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relkind <> 'f' AND NOT EXISTS (SELECT FROM pg_index AS j JOIN pg_inherits AS h ON h.inhrelid = j.indexrelid
                                               WHERE j.indrelid = tree.relid AND h.inhparent = i.indexrelid)
      UNION ALL
      SELECT 'DETACHING', n.nspname, c.relname, m.nspname, p.relname
        FROM tree JOIN pg_inherits AS h ON h.inhrelid = tree.relid AND h.inhdetachpending JOIN pg_class AS c ON c.oid = h.inhrelid
          JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_class AS p ON p.oid = h.inhparent JOIN pg_namespace AS m ON m.oid = p.relnamespace
      UNION ALL
      SELECT 'DETACHED', n.nspname, c.relname, n.nspname, r.relname
        FROM pg_class AS r JOIN pg_namespace AS n ON n.oid = r.relnamespace JOIN pg_class AS c ON c.relnamespace = n.oid AND NOT c.relispartition
          JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.conname = 'livepartition_bounds' AND k.contype = 'c'
       WHERE r.oid = CAST(? AS bigint)
         AND CASE WHEN k.conname = 'livepartition_bounds' THEN CAST(obj_description(k.oid, 'pg_constraint') AS jsonb) ->> 'table' END = r.relname
      ORDER BY 1, 2, 3, 5"""
                    .formatted(PartitionTree.text("CAST(? AS bigint)"));

    /** A plain one, by its name with or without the schema. */
    static final String PLAIN_TABLE =
            """
      SELECT n.nspname AS schema, c.relname AS relation, c.oid::bigint AS oid
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND ? IN (c.relname, n.nspname || '.' || c.relname) ORDER BY 1""";
}
