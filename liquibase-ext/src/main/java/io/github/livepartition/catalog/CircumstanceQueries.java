// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/**
 * What stands around a table, from the catalog and the statistics alone. Each query answers an
 * array of words; the parameter, if there is one, is the table's OID.
 */
final class CircumstanceQueries {

    private CircumstanceQueries() {}

    /** The table, the views that read it and the tables that reference it: what is to be locked. */
    private static final String RELATIONS =
            """
      WITH it (oid) AS (SELECT ?::bigint::oid),
      locked (oid) AS (
        SELECT oid FROM it UNION SELECT k.conrelid FROM it JOIN pg_depend AS d ON d.classid = 'pg_constraint'::regclass AND d.refclassid = 'pg_class'::regclass
          AND d.refobjid = it.oid JOIN pg_constraint AS k ON k.oid = d.objid AND k.confrelid = it.oid AND k.contype = 'f'
        UNION SELECT r.ev_class FROM it JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
          AND d.refobjid = it.oid JOIN pg_rewrite AS r ON r.oid = d.objid),
      held AS (SELECT DISTINCT pid, virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND relation IN (SELECT oid FROM locked))
      """;

    static final String HOLDERS =
            RELATIONS
                    + """
      SELECT ARRAY[format('pid %s "%s"', a.pid, a.application_name),
                   format('%s since %s: %s', a.state, date_trunc('second', a.xact_start), left(btrim(regexp_replace(a.query, '\\s+', ' ', 'g')), 200))] AS words
        FROM held JOIN pg_stat_activity AS a ON a.pid = held.pid
       WHERE a.pid <> pg_backend_pid() AND (a.state LIKE 'idle in transaction%' OR a.state = 'active' AND a.query_start < clock_timestamp() - interval '1 minute')
       ORDER BY a.xact_start LIMIT 3""";

    static final String PREPARED =
            RELATIONS
                    + """
      SELECT ARRAY[p.gid, date_trunc('second', p.prepared)::text] AS words FROM pg_prepared_xacts AS p
       WHERE p.database = current_database() AND p.transaction IN (
         SELECT x.transactionid FROM held JOIN pg_locks AS x ON x.pid IS NULL AND x.locktype = 'transactionid' AND x.virtualtransaction = held.virtualtransaction
          WHERE held.pid IS NULL)
       ORDER BY p.prepared LIMIT 3""";

    static final String WRAPAROUND =
            """
      SELECT ARRAY[age::text, due::text] AS words FROM (
        SELECT age(c.relfrozenxid) AS age, least(current_setting('autovacuum_freeze_max_age')::bigint,
                 (SELECT split_part(o, '=', 2)::bigint FROM unnest(c.reloptions) AS o WHERE o LIKE 'autovacuum_freeze_max_age=%')) AS due
          FROM pg_class AS t JOIN pg_class AS c ON c.oid IN (t.oid, t.reltoastrelid) WHERE t.oid = ? AND c.relkind IN ('r', 't')) AS ages
       WHERE age > due * 0.9 ORDER BY age DESC LIMIT 1""";

    /** One that is not PL/pgSQL, or that assigns the row whole. */
    static final String TRIGGERS =
            """
      SELECT ARRAY[g.tgname::text, p.oid::regprocedure::text] AS words FROM pg_trigger AS g JOIN pg_proc AS p ON p.oid = g.tgfoid
        JOIN pg_language AS l ON l.oid = p.prolang
       WHERE g.tgrelid = ? AND NOT g.tgisinternal AND (g.tgtype & 3) = 3 AND g.tgtype & 20 <> 0 AND p.pronamespace <> 'pg_catalog'::regnamespace
         AND (l.lanname <> 'plpgsql' OR p.prosrc ~* '\\ynew\\s*:=' OR p.prosrc ~* '\\yinto\\s+(strict\\s+)?new\\s*[^.[:space:]]')
       ORDER BY g.tgname COLLATE "C\"""";

    static final String ISOLATION =
            """
      SELECT ARRAY[whose, level] AS words FROM (
        SELECT 1, concat_ws(' in ', 'role "' || replace(r.rolname, '"', '""') || '"', 'database "' || replace(d.datname, '"', '""') || '"'), split_part(c, '=', 2)
          FROM pg_db_role_setting AS s CROSS JOIN unnest(s.setconfig) AS c LEFT JOIN pg_roles AS r ON r.oid = s.setrole
          LEFT JOIN pg_database AS d ON d.oid = s.setdatabase
         WHERE (s.setdatabase = 0 OR d.datname = current_database()) AND c LIKE 'default_transaction_isolation=%'
        UNION ALL SELECT 2, 'the server', setting FROM pg_settings
         WHERE name = 'default_transaction_isolation' AND source IN ('configuration file', 'command line')
      ) AS found (n, whose, level) WHERE level IN ('repeatable read', 'serializable') ORDER BY n, whose COLLATE "C\"""";

    static final String FUNCTIONS =
            """
      SELECT ARRAY[p.oid::regprocedure::text, CASE p.provolatile WHEN 's' THEN 'STABLE' ELSE 'IMMUTABLE' END] AS words
        FROM pg_class AS t, pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang JOIN pg_namespace AS n ON n.oid = p.pronamespace
       WHERE t.oid = ? AND p.provolatile <> 'v' AND p.prokind = 'f' AND l.lanname IN ('sql', 'plpgsql') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
         AND p.prosrc ~* ('(^|[^[:alnum:]_])' || regexp_replace(replace(t.relname, '"', '""'), '([^[:alnum:]_ ])', '\\\\\\1', 'g') || '($|[^[:alnum:]_])')
       ORDER BY p.oid::regprocedure::text COLLATE "C\"""";

    static final String CTID_FUNCTIONS =
            """
      SELECT ARRAY[p.oid::regprocedure::text] AS words
        FROM pg_class AS t, pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang JOIN pg_namespace AS n ON n.oid = p.pronamespace
       WHERE t.oid = ? AND l.lanname IN ('sql', 'plpgsql') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND p.prosrc ~* '\\yctid\\y'
         AND p.prosrc ~* ('(^|[^[:alnum:]_])' || regexp_replace(replace(t.relname, '"', '""'), '([^[:alnum:]_ ])', '\\\\\\1', 'g') || '($|[^[:alnum:]_])')
       ORDER BY p.oid::regprocedure::text COLLATE "C\"""";

    static final String EVENT_TRIGGERS =
            """
      SELECT ARRAY[e.evtname::text, e.evtevent::text, e.evtfoid::regprocedure::text] AS words FROM pg_event_trigger AS e
       WHERE e.evtenabled IN ('O', 'A') AND e.evtevent <> 'login' ORDER BY e.evtname COLLATE "C\"""";

    static final String INDEXES =
            """
      SELECT ARRAY[c.relname::text, coalesce(pg_stat_get_numscans(c.oid), 0)::text, pg_relation_size(c.oid)::text] AS words
        FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE i.indrelid = ? ORDER BY c.relname COLLATE "C\"""";

    static final String LOCKS =
            """
      SELECT ARRAY[current_setting('max_locks_per_transaction'), current_setting('max_connections'), current_setting('max_prepared_transactions')] AS words""";

    static final String UNSEEN =
            """
      SELECT ARRAY[]::text[] AS words WHERE NOT pg_has_role('pg_read_all_stats', 'USAGE')""";

    /** Where the view is, if the session may read it. */
    static final String STATEMENTS_ARE =
            """
      SELECT n.nspname AS schema, c.relname AS relation FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relname = 'pg_stat_statements' AND c.relkind = 'v' AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')""";

    /** The parameters are the table's name and another's. */
    private static final String OF_NAMES =
            """
      SELECT ARRAY[sum(calls)::text, text] AS words FROM (
        SELECT calls, left(btrim(regexp_replace(query, '\\s+', ' ', 'g')), 200) AS text FROM %s, LATERAL (
          SELECT '(^|[^[:alnum:]_])' || regexp_replace(replace(?, '"', '""'), '([^[:alnum:]_ ])', '\\\\\\1', 'g') || '($|[^[:alnum:]_])' AS table_name,
                 '(^|[^[:alnum:]_])' || regexp_replace(replace(?, '"', '""'), '([^[:alnum:]_ ])', '\\\\\\1', 'g') || '($|[^[:alnum:]_])' AS column_name) AS names
         WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND query ~* '^\\s*(select|update|delete|with|merge)' AND query ~* table_name AND query ${names} column_name) AS statements
       GROUP BY text ORDER BY sum(calls) DESC, text COLLATE "C" LIMIT 5""";

    /** The other name is that of a partition column. */
    static final String STATEMENTS = OF_NAMES.replace("${names}", "!~*");

    /** The other name is ctid. */
    static final String CTID_STATEMENTS = OF_NAMES.replace("${names}", "~*");
}
