// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/** What is asked about tables that are partitioned, or on their way. */
final class StatusQueries {

    private StatusQueries() {}

    /** Partitioned tables, and plain ones that are being copied. */
    static final String TABLES =
            """
      SELECT n.nspname AS schema, c.relname AS relation, c.oid::bigint AS oid, c.relkind = 'p' AS partitioned,
             -- pg_get_partkeydef waits for who has locked the table
             CASE p.partstrat WHEN 'r' THEN 'RANGE' WHEN 'l' THEN 'LIST' WHEN 'h' THEN 'HASH' END
               || (SELECT format(' (%s)', string_agg(CASE k.attnum WHEN 0 THEN '…' ELSE quote_ident(b.attname) END, ', ' ORDER BY k.place))
                     FROM unnest(p.partattrs) WITH ORDINALITY AS k (attnum, place) LEFT JOIN pg_attribute AS b ON b.attrelid = c.oid AND b.attnum = k.attnum) AS key, a.attname AS key_column, format_type(a.atttypid, NULL) AS key_type
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        LEFT JOIN pg_partitioned_table AS p ON p.partrelid = c.oid
        LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND p.partnatts = 1 AND p.partstrat = 'r' AND a.attnum = p.partattrs[0]
      WHERE n.nspname !~ '^pg_' AND NOT c.relispartition
        AND (c.relkind = 'p' AND NOT EXISTS (SELECT FROM pg_class AS l JOIN pg_namespace AS m ON m.oid = l.relnamespace AND m.oid = n.oid
                                              WHERE obj_description(l.oid, 'pg_class') LIKE '{"phase": "COPYING"%' AND l.relkind = 'r'
                                                AND c.relname = regexp_replace(l.relname, '_changes$', '_copy'))
             OR c.relkind = 'r' AND EXISTS (SELECT FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid
                  JOIN pg_class AS l ON l.relname = f.proname AND l.relnamespace = f.pronamespace
                  WHERE t.tgrelid = c.oid AND t.tgname = 'livepartition_changes' AND obj_description(l.oid, 'pg_class') LIKE '{"phase": "COPYING"%'))
      ORDER BY 1, 2""";

    /**
     * Each with its range as two numbers, where the table is partitioned by ranges of one key that
     * can be one.
     */
    static final String PARTITIONS =
            """
      SELECT schema, relation, parent_schema, parent, leaf, bound, rows, bytes, index_bytes, legacy, detaching,
             %s AS lower, %s AS upper
      FROM (SELECT n.nspname AS schema, c.relname AS relation, pn.nspname AS parent_schema, p.relname AS parent, t.isleaf AS leaf, t.level,
                   b.bound, c.reltuples::bigint AS rows,
                   CASE WHEN m.measured THEN coalesce(pg_total_relation_size(c.oid), 0) ELSE (c.relpages + coalesce(s.relpages, 0) + e.pages) * m.page END AS bytes,
                   CASE WHEN m.measured THEN coalesce(pg_indexes_size(c.oid), 0) ELSE e.pages * m.page END AS index_bytes,
                   EXISTS (SELECT FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype = 'c'
                            AND obj_description(k.oid, 'pg_constraint') LIKE '{%%"newPrimaryKey"%%') AS legacy,
                   i.inhdetachpending AS detaching,
                   CASE WHEN t.level = 1 THEN CAST(? AS text) END AS key_type,
                   substring(b.bound FROM '^FOR VALUES FROM [(](.*)[)] TO [(]') AS lo, substring(b.bound FROM ' TO [(](.*)[)]$') AS hi
              FROM %s AS t JOIN pg_class AS c ON c.oid = t.relid JOIN pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_class AS p ON p.oid = t.parentrelid JOIN pg_namespace AS pn ON pn.oid = p.relnamespace
                JOIN pg_inherits AS i ON i.inhrelid = t.relid AND i.inhparent = t.parentrelid
                LEFT JOIN pg_class AS s ON s.oid = c.reltoastrelid AND c.reltoastrelid <> 0,
                LATERAL (SELECT CAST(? AS boolean) AS measured, current_setting('block_size')::bigint AS page) AS m,
                LATERAL (SELECT coalesce(sum(y.relpages), 0)::bigint AS pages FROM pg_index AS x JOIN pg_class AS y ON y.oid = x.indexrelid WHERE x.indrelid = c.oid) AS e,
                -- a bound names no column, and with the table's OID it would wait for who has locked the table
                LATERAL (SELECT pg_get_expr(c.relpartbound, 0) AS bound) AS b
             WHERE t.level > 0) AS them
      ORDER BY level, lower NULLS LAST, bound, relation COLLATE "C\""""
                    .formatted(
                            position("lo"),
                            position("hi"),
                            PartitionTree.text("CAST(? AS bigint)"));

    static final String EXTENTS =
            """
      SELECT c.relname AS name, c.reltuples::bigint AS rows, pg_table_size(c.oid) AS heap, pg_indexes_size(c.oid) AS indexes
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ANY (?)""";

    /** Seconds since 1970 of a time, the number itself of an integer. */
    private static String position(String bound) {
        return """
               CASE WHEN %1$s = 'MINVALUE' THEN numeric '-Infinity' WHEN %1$s = 'MAXVALUE' THEN numeric 'Infinity'
                 WHEN key_type IN ('date', 'timestamp without time zone', 'timestamp with time zone')
                   THEN extract(epoch FROM CAST(trim(both '''' FROM %1$s) AS timestamptz))
                 WHEN key_type IN ('smallint', 'integer', 'bigint') THEN CAST(trim(both '''' FROM %1$s) AS numeric)
                 WHEN key_type = 'uuid'
                   THEN CAST(CAST('x' || left(replace(trim(both '''' FROM %1$s), '-', ''), 12) AS bit(48)) AS bigint) / numeric '1000' END"""
                .formatted(bound);
    }

    /** Sessions that work on a table, and how far those are of which PostgreSQL itself knows it. */
    static final String OPERATIONS =
            """
      SELECT a.pid, a.application_name AS name, extract(epoch FROM clock_timestamp() - a.query_start)::bigint AS seconds,
             coalesce(x.phase, v.phase) AS phase,
             CASE WHEN x.blocks_total > 0 THEN x.blocks_done * 100 / x.blocks_total
                  WHEN v.heap_blks_total > 0 THEN v.heap_blks_scanned * 100 / v.heap_blks_total END AS percent,
             coalesce(pg_blocking_pids(a.pid), ARRAY[]::integer[])::text[] AS blocked_by
      FROM pg_stat_activity AS a LEFT JOIN pg_stat_progress_create_index AS x ON x.pid = a.pid
        LEFT JOIN pg_stat_progress_vacuum AS v ON v.pid = a.pid
      WHERE a.datname = current_database()
        AND (a.application_name = left(?, 63) OR starts_with(a.application_name, left(? || ' ', 63))
             OR EXISTS (SELECT FROM pg_locks AS l WHERE l.pid = a.pid AND l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted AND l.mode = 'ExclusiveLock'
                          AND (l.classid::bigint << 32 | l.objid::bigint) = %s))
      ORDER BY a.pid""";

    /** Who has a table's pause lock. */
    static final String PAUSED_BY =
            """
      SELECT l.pid FROM pg_locks AS l
      WHERE l.locktype = 'advisory' AND l.mode = 'ExclusiveLock' AND l.granted AND l.objsubid = 1
        AND (l.classid::bigint << 32 | l.objid::bigint) = %s""";

    static final String SESSION =
            """
      SELECT a.pid, a.application_name AS name, a.usename AS role, coalesce(a.state, a.backend_type, 'running') AS state,
             extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.state_change))::bigint AS seconds, left(a.query, 100) AS query
      FROM pg_stat_activity AS a WHERE a.pid = ?""";

    /** What a log is of: the table with its trigger, and that one's parent. */
    static final String LOG =
            """
      SELECT n.nspname AS schema, c.relname AS source, l.relname AS log, jsonb_exists(CAST(obj_description(l.oid, 'pg_class') AS jsonb), 'bound') AS staged,
             has_table_privilege(l.oid, 'SELECT') AS readable
      FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_proc AS f ON f.oid = t.tgfoid
        JOIN pg_class AS l ON l.relname = f.proname AND l.relnamespace = f.pronamespace AND l.relkind = 'r'
      WHERE t.tgname = 'livepartition_changes' AND t.tgparentid = 0 AND obj_description(l.oid, 'pg_class') LIKE '{"phase": "%'
        AND (c.oid = CAST(? AS bigint) OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = CAST(? AS bigint)))
      ORDER BY c.oid = CAST(? AS bigint) DESC LIMIT 1""";
}
