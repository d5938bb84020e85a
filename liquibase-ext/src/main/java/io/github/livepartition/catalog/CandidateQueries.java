// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/** What is asked about tables that are not partitioned. */
final class CandidateQueries {

    private CandidateQueries() {}

    /** Sizes of files take a lock, and so these are those of the last VACUUM or ANALYZE. */
    private static final String PAGES =
            """
      (SELECT sum(f.relpages)::bigint FROM pg_class AS f
        WHERE f.oid IN (c.oid, c.reltoastrelid) OR f.oid IN (SELECT x.indexrelid FROM pg_index AS x WHERE x.indrelid IN (c.oid, nullif(c.reltoastrelid, 0))))""";

    static final String TABLES =
            """
      SELECT c.oid::bigint AS oid
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND (CAST(? AS text) IS NULL OR (n.nspname, c.relname) = (?, ?))
        AND NOT EXISTS (SELECT FROM pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent))
        AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        AND c.relname !~* '^databasechangelog(lock)?$' AND coalesce(obj_description(c.oid, 'pg_class'), '') NOT LIKE '{"phase": %%'
        -- the old heap of one that was copied
        AND NOT EXISTS (SELECT FROM pg_class AS p WHERE p.relnamespace = n.oid AND p.relkind = 'p' AND p.relname || '_legacy' = c.relname)
      ORDER BY %s DESC, n.nspname, c.relname LIMIT ?"""
                    .formatted(PAGES);

    static final String TABLE =
            """
      SELECT n.nspname AS schema, c.relname AS relation, c.reltuples::bigint AS rows, %s * current_setting('block_size')::bigint AS bytes,
             coalesce(s.n_tup_ins, 0) AS inserted, extract(epoch FROM clock_timestamp() - d.stats_reset) / 86400 AS days,
             (SELECT coalesce(sum(i.idx_scan), 0)::bigint FROM pg_stat_all_indexes AS i JOIN pg_index AS x ON x.indexrelid = i.indexrelid
               WHERE i.relid = c.oid AND x.indisprimary) AS scans,
             (SELECT count(*) FROM pg_constraint AS k WHERE k.confrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0 AND k.conrelid <> c.oid) AS incoming,
             (SELECT coalesce(array_agg(u.relname::text ORDER BY u.relname COLLATE "C"), '{}') FROM pg_index AS x JOIN pg_class AS u ON u.oid = x.indexrelid
               WHERE x.indrelid = c.oid AND x.indisunique AND NOT x.indisprimary) AS unique_keys
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        LEFT JOIN pg_stat_all_tables AS s ON s.relid = c.oid
        LEFT JOIN pg_stat_database AS d ON d.datname = current_database()
      WHERE c.oid = ?"""
                    .formatted(PAGES);

    /** Times and whole numbers; a histogram's ends are about the least and the greatest value. */
    static final String COLUMNS =
            """
      SELECT name, type, not_null, correlation, counted, stamped, "primary", scans,
             CASE WHEN type IN ('date', 'timestamp without time zone', 'timestamp with time zone') THEN extract(epoch FROM (bounds::timestamptz[])[1])
                  ELSE (bounds::numeric[])[1] END AS least,
             CASE WHEN type IN ('date', 'timestamp without time zone', 'timestamp with time zone')
                  THEN extract(epoch FROM (bounds::timestamptz[])[array_length(bounds::text[], 1)])
                  ELSE (bounds::numeric[])[array_length(bounds::text[], 1)] END AS greatest
      FROM (SELECT a.attnum, a.attname AS name, format_type(a.atttypid, NULL) AS type, a.attnotnull AS not_null, s.correlation,
                   a.attidentity <> '' OR coalesce(e.text ~ '^nextval[(]', false) AS counted,
                   coalesce(e.text ~* '(^|[^a-z_])(now[(][)]|current_timestamp|current_date|localtimestamp|(clock|statement|transaction)_timestamp[(][)])', false) AS stamped,
                   EXISTS (SELECT FROM pg_index AS x WHERE x.indrelid = a.attrelid AND x.indisprimary AND x.indnkeyatts = 1 AND x.indkey[0] = a.attnum) AS "primary",
                   (SELECT coalesce(sum(i.idx_scan), 0)::bigint FROM pg_stat_all_indexes AS i JOIN pg_index AS x ON x.indexrelid = i.indexrelid
                     WHERE i.relid = a.attrelid AND x.indkey[0] = a.attnum) AS scans,
                   s.histogram_bounds::text AS bounds
              FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
                LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''
                LEFT JOIN pg_stats AS s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited,
                -- a default names no column, and with the table's OID this would wait for who has locked the table
                LATERAL (SELECT pg_get_expr(d.adbin, 0) AS text) AS e
             WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
               AND a.atttypid IN ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype, 'int4'::regtype, 'int8'::regtype)) AS those
      ORDER BY attnum""";
}
