// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/** The catalog queries. They run with the search path {@code pg_catalog}, see {@link ReadOnly}. */
final class CatalogQueries {

    private CatalogQueries() {}

    static final String SERVER =
            """
      SELECT current_setting('server_version_num')::int AS version,
             current_setting('server_version') AS version_text,
             current_user AS role,
             (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
             clock_timestamp() AS now,
             (extract(epoch FROM current_setting('deadlock_timeout')::interval) * 1000)::int AS deadlock_timeout,
             pg_has_role('pg_read_all_stats', 'USAGE') AS reads_all_stats,
             current_setting('maintenance_work_mem') AS build_memory,
             current_setting('max_parallel_maintenance_workers')::int AS build_workers""";

    static final String OID =
            """
      SELECT c.oid FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')""";

    static final String IS_PARTITIONED =
            """
      SELECT relkind = 'p' AS it FROM pg_class WHERE oid = ?""";

    static final String TABLE =
            """
      SELECT c.relkind::text AS kind, pg_get_userbyid(c.relowner) AS owner,
             obj_description(c.oid, 'pg_class') AS comment,
             coalesce(c.reloptions, '{}') || ARRAY(SELECT 'toast.' || o FROM pg_class AS t, unnest(t.reloptions) AS o
                                                    WHERE t.oid = c.reltoastrelid) AS options,
             (SELECT spcname FROM pg_tablespace AS s WHERE s.oid = c.reltablespace) AS tablespace,
             c.reltuples::bigint AS rows, pg_total_relation_size(c.oid) AS bytes
      FROM pg_class AS c WHERE c.oid = ?""";

    static final String COLUMNS =
            """
      SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS not_null,
             attgenerated <> '' AS generated, col_description(attrelid, attnum) AS comment
      FROM pg_attribute WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

    /**
     * The equality of each column, and a hash that agrees with it, down to the parts of its type.
     */
    private static final String HASHED =
            """
      NOT EXISTS (
               SELECT FROM unnest(i.indclass::oid[]) AS class JOIN pg_opclass AS o ON o.oid = class
                WHERE NOT EXISTS (SELECT FROM pg_amop AS b JOIN pg_amop AS h ON h.amopopr = b.amopopr JOIN pg_am AS m ON m.oid = h.amopmethod
                                    JOIN pg_operator AS q ON q.oid = b.amopopr
                                   WHERE b.amopfamily = o.opcfamily AND b.amoplefttype = o.opcintype AND b.amoprighttype = o.opcintype
                                     AND b.amopstrategy = 3 AND m.amname = 'hash' AND q.oprnamespace = 'pg_catalog'::regnamespace))
             AND NOT EXISTS (
               WITH RECURSIVE parts (type) AS (
                 SELECT atttypid FROM pg_attribute WHERE attrelid = i.indexrelid
                 UNION SELECT part FROM parts JOIN pg_type AS y ON y.oid = type, LATERAL (
                   SELECT y.typbasetype UNION ALL SELECT y.typelem WHERE y.typcategory = 'A'
                   UNION ALL SELECT atttypid FROM pg_attribute WHERE attrelid = y.typrelid AND attnum > 0 AND NOT attisdropped
                   UNION ALL SELECT rngsubtype FROM pg_range WHERE y.oid IN (rngtypid, rngmultitypid)) AS p (part) WHERE part <> 0)
               SELECT FROM parts JOIN pg_type AS y ON y.oid = type
                WHERE y.typtype = 'b' AND y.typcategory <> 'A'
                  AND NOT EXISTS (SELECT FROM pg_opclass AS h JOIN pg_am AS m ON m.oid = h.opcmethod
                                   WHERE m.amname = 'hash' AND h.opcdefault AND (h.opcintype = y.oid
                                      OR EXISTS (SELECT FROM pg_cast WHERE castsource = y.oid AND casttarget = h.opcintype AND castmethod = 'b'))))""";

    static final String INDEXES =
            """
      SELECT c.relname AS name, ${definition} AS definition,
             substr(${definition}, 1 + length(format('CREATE %sINDEX %I ON %s%s ', CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END,
                      c.relname, CASE WHEN c.relkind = 'I' THEN 'ONLY ' ELSE '' END, i.indrelid::regclass))) AS method, ${constraint} AS constraint,
             obj_description(c.oid, 'pg_class') AS comment, obj_description(k.oid, 'pg_constraint') AS constraint_comment,
             ARRAY(SELECT coalesce(a.attname, '')::text FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS key (attnum, n)
                     LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = key.attnum AND key.attnum > 0
                    ORDER BY key.n) AS columns,
             i.indisprimary AS primary, i.indisunique AS unique, i.indisvalid AND i.indisready AS valid,
             am.amname = 'btree' AND i.indpred IS NULL AND i.indnatts = i.indnkeyatts AS plain,
             ${parameters} AS parameters, ${tablespace} AS tablespace,
             coalesce(k.contype = 'x', false) AS excludes,
             ARRAY(SELECT a.attname::text FROM unnest(k.conkey, k.conexclop) AS e (attnum, operator) JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = e.attnum
                    WHERE EXISTS (SELECT FROM pg_amop AS o JOIN pg_am AS b ON b.oid = o.amopmethod WHERE o.amopopr = operator AND o.amopstrategy = 3 AND b.amname = 'btree')) AS equal,
             ${hashed} AS hashed
      FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_am AS am ON am.oid = c.relam
      LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
      WHERE i.indrelid = ? ORDER BY i.indisprimary DESC, c.relname COLLATE "C\""""
                    .replace("${definition}", IndexText.DEFINITION)
                    .replace("${constraint}", IndexText.CONSTRAINT)
                    .replace("${parameters}", IndexText.PARAMETERS)
                    .replace("${tablespace}", IndexText.TABLESPACE)
                    .replace("${hashed}", HASHED);

    static final String CHECKS =
            """
      SELECT conname AS name, pg_get_constraintdef(oid) AS definition, convalidated AS validated, NOT connoinherit AS inherited,
             obj_description(oid, 'pg_constraint') AS comment
      FROM pg_constraint WHERE conrelid = ? AND contype = 'c' ORDER BY conname COLLATE "C\"""";

    static final String FOREIGN_KEYS =
            """
      SELECT k.conname AS name, pg_get_constraintdef(k.oid) AS definition, n.nspname AS schema, r.relname AS relation, r.relkind = 'p' AS to_partitioned,
             obj_description(k.oid, 'pg_constraint') AS comment,
             ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) AS columns
      FROM pg_constraint AS k JOIN pg_class AS r ON r.oid = k.confrelid JOIN pg_namespace AS n ON n.oid = r.relnamespace
      WHERE k.conrelid = ? AND k.contype = 'f' AND k.conparentid = 0
      ORDER BY n.nspname COLLATE "C", r.relname COLLATE "C", k.conname COLLATE "C\"""";

    static final String TRIGGERS =
            """
      SELECT tgname AS name, pg_get_triggerdef(t.oid) AS definition, (tgtype & 1) = 1 AS on_row, tgenabled::text AS enabled,
             obj_description(t.oid, 'pg_trigger') AS comment,
             (tgtype & 2) = 2 AS before, p.prosrc AS source
      FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid WHERE tgrelid = ? AND NOT tgisinternal AND tgparentid = 0 ORDER BY tgname COLLATE "C\"""";

    static final String VIEWS =
            """
      SELECT n.nspname AS schema, v.relname AS relation, pg_get_userbyid(v.relowner) AS owner, v.reloptions AS options,
             rtrim(pg_get_viewdef(v.oid), ';') AS definition
      FROM pg_class AS v JOIN pg_namespace AS n ON n.oid = v.relnamespace
      WHERE v.relkind = 'v' AND v.oid IN (
        SELECT r.ev_class FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = ?)
      ORDER BY n.nspname COLLATE "C", v.relname COLLATE "C\"""";

    static final String SEQUENCES =
            """
      SELECT s.oid, n.nspname AS schema, s.relname AS relation, a.attname AS column,
             CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END AS identity,
             format('START %s INCREMENT %s MINVALUE %s MAXVALUE %s CACHE %s%s', q.seqstart, q.seqincrement, q.seqmin, q.seqmax,
                    q.seqcache, CASE WHEN q.seqcycle THEN ' CYCLE' ELSE '' END) AS options,
             obj_description(s.oid, 'pg_class') AS comment
      FROM pg_depend AS d JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_namespace AS n ON n.oid = s.relnamespace JOIN pg_sequence AS q ON q.seqrelid = s.oid
      JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = ? AND d.deptype IN ('a', 'i')
      ORDER BY a.attnum, s.relname COLLATE "C\"""";

    static final String GRANTS =
            """
      SELECT g.grantee, g.privilege, bool_or(g.grantable) AS grantable, g.attname FROM (
        SELECT CASE WHEN x.grantee = 0 THEN NULL ELSE pg_get_userbyid(x.grantee) END AS grantee, x.privilege_type AS privilege,
               x.is_grantable AS grantable, NULL::name AS attname, 0 AS attnum
        FROM pg_class AS c, aclexplode(coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) AS x
        WHERE c.oid = ?
        UNION ALL
        SELECT CASE WHEN x.grantee = 0 THEN NULL ELSE pg_get_userbyid(x.grantee) END, x.privilege_type, x.is_grantable, a.attname, a.attnum
        FROM pg_attribute AS a, aclexplode(a.attacl) AS x WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped) AS g
      GROUP BY g.attnum, g.attname, g.grantee, g.privilege
      ORDER BY g.attnum, g.grantee COLLATE "C" NULLS FIRST, g.privilege COLLATE "C\"""";

    /** What the same owner's next relation of that kind would have in that schema. */
    static final String INITIAL_GRANTS =
            """
      SELECT grantee, privilege, bool_or(grantable) AS grantable, NULL::name AS attname FROM (
        SELECT CASE WHEN x.grantee = 0 THEN NULL ELSE pg_get_userbyid(x.grantee) END AS grantee, x.privilege_type AS privilege,
               x.is_grantable AS grantable
        FROM (SELECT relowner AS owner, relnamespace AS schema, CASE relkind WHEN 'S' THEN 'S' ELSE 'r' END::"char" AS kind
                FROM pg_class WHERE oid = ?) AS c,
        LATERAL (
          SELECT coalesce((SELECT defaclacl FROM pg_default_acl WHERE defaclrole = c.owner AND defaclobjtype = c.kind AND defaclnamespace = 0),
                          acldefault(lower(c.kind::text)::"char", c.owner)) AS acl
          UNION ALL
          SELECT defaclacl FROM pg_default_acl WHERE defaclrole = c.owner AND defaclobjtype = c.kind AND defaclnamespace = c.schema
        ) AS d, aclexplode(d.acl) AS x) AS g
      GROUP BY grantee, privilege
      ORDER BY grantee COLLATE "C" NULLS FIRST, privilege COLLATE "C\"""";

    static final String PARTITIONING =
            """
      SELECT pg_get_partkeydef(p.partrelid) AS key,
             (SELECT attname FROM pg_attribute AS a
               WHERE a.attrelid = p.partrelid AND p.partnatts = 1 AND p.partstrat = 'r' AND a.attnum = p.partattrs[0]) AS column
      FROM pg_partitioned_table AS p WHERE p.partrelid = ?""";

    static final String PARTITIONS =
            """
      SELECT n.nspname AS schema, c.relname AS relation, pg_get_expr(c.relpartbound, c.oid) AS bound
      FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE i.inhparent = ? ORDER BY c.relname COLLATE "C\"""";

    static final String PARTITION_TREE =
            """
      SELECT cn.nspname AS schema, c.relname AS relation, pn.nspname AS parent_schema, p.relname AS parent, t.isleaf AS leaf
      FROM pg_class AS r JOIN pg_namespace AS rn ON rn.oid = r.relnamespace, LATERAL %s AS t
      JOIN pg_class AS c ON c.oid = t.relid JOIN pg_namespace AS cn ON cn.oid = c.relnamespace
      JOIN pg_class AS p ON p.oid = t.parentrelid JOIN pg_namespace AS pn ON pn.oid = p.relnamespace
      WHERE rn.nspname = ? AND r.relname = ? AND r.relkind = 'p' AND t.level > 0 ORDER BY t.level, c.relname COLLATE "C\""""
                    .formatted(PartitionTree.text("r.oid"));

    static final String RELATION_NAMES =
            """
      SELECT c.relname AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ?
      UNION
      -- a table is a type too; array types step aside
      SELECT y.typname FROM pg_type AS y JOIN pg_namespace AS n ON n.oid = y.typnamespace
      WHERE n.nspname = ? AND y.typrelid = 0 AND y.typcategory <> 'A'""";

    static final String INDEX_PARENTS =
            """
      SELECT c.relname AS child, p.relname AS parent FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
      JOIN pg_inherits AS h ON h.inhrelid = c.oid JOIN pg_class AS p ON p.oid = h.inhparent
      JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
      WHERE n.nspname = ? AND t.relname = ? ORDER BY c.relname COLLATE "C\"""";

    static final String MAY_READ =
            """
      SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid) AS it
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?""";

    static final String FUNCTION_BODY =
            """
      SELECT p.prosrc AS body FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
      WHERE n.nspname = ? AND p.proname = ?
        -- one of ours that nothing uses any more, as Liquibase's dropAll leaves it, is as good as none
        AND NOT (p.prosrc ~ '^SELECT (true$|v OPERATOR[(]pg_catalog[.](<|>=)[)] )'
                 AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid))""";

    static final String MEMORY =
            """
      SELECT ARRAY(SELECT jsonb_array_elements_text(memory -> 'primaryKey')) AS primary_key,
             (memory ->> 'nullable')::boolean AS nullable, (memory ->> 'newPrimaryKey')::boolean AS new_primary_key,
             memory ->> 'keys' AS keys
      FROM (SELECT obj_description(k.oid, 'pg_constraint')::jsonb AS memory
              FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relname = ? AND k.conname = ?) AS comment
      WHERE memory IS NOT NULL""";

    static final String MOVE_NOTES =
            """
      SELECT schema, relation, memory ->> 'from' AS lower, memory ->> 'to' AS upper, coalesce((memory ->> 'vacuumed')::boolean, false) AS vacuumed
      FROM (SELECT n.nspname AS schema, c.relname AS relation, obj_description(k.oid, 'pg_constraint')::jsonb AS memory
              FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND k.conname = 'livepartition_bounds' AND k.contype = 'c') AS comment
      WHERE memory ->> 'table' = ?""";

    /**
     * The ten commonest values of a column, and what all have on average; nothing is read for it.
     */
    static final String COMMON_KEYS =
            """
      SELECT k.value, k.rows::bigint AS rows, (SELECT coalesce(sum(w.avg_width), 0) FROM pg_stats AS w WHERE w.schemaname = n.nspname AND w.tablename = c.relname)::bigint AS width
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_stats AS s ON s.schemaname = n.nspname AND s.tablename = c.relname,
      LATERAL (
        SELECT v AS value, f * c.reltuples AS rows FROM unnest(s.most_common_vals::text::text[], s.most_common_freqs) AS common (v, f)
        UNION ALL SELECT NULL, CASE WHEN s.n_distinct > 0 THEN c.reltuples / s.n_distinct ELSE -1 / nullif(s.n_distinct, 0) END) AS k
      WHERE n.nspname = ? AND c.relname = ? AND s.attname = ? AND k.rows >= 2 ORDER BY k.rows DESC LIMIT 10""";

    static final String DETACH_PENDING =
            """
      SELECT i.inhdetachpending AS it FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ?""";

    static final String INDEXED =
            """
      SELECT DISTINCT c.relname AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_index AS i ON i.indrelid = c.oid
        JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_am AS m ON m.oid = x.relam JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE n.nspname = ? AND a.attname = ? AND i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree'""";

    /** A partition's own, apart from what it has from the table. */
    static final String OWN_REACTIONS =
            """
      SELECT what FROM (SELECT c.oid FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?) AS t,
      LATERAL (
        SELECT 'the trigger "' || replace(tgname, '"', '""') || '"' FROM pg_trigger WHERE tgrelid = t.oid AND NOT tgisinternal AND tgparentid = 0
        UNION ALL SELECT 'the rule "' || replace(rulename, '"', '""') || '"' FROM pg_rewrite WHERE ev_class = t.oid
        UNION ALL SELECT 'row level security' FROM pg_class JOIN pg_roles AS r ON r.oid = relowner
          WHERE pg_class.oid = t.oid AND relrowsecurity AND relforcerowsecurity AND NOT (rolsuper OR rolbypassrls)
      ) AS own (what) ORDER BY what COLLATE "C\"""";

    static final String COPY_STATE =
            """
      SELECT memory ->> 'phase' AS phase, memory ->> 'structure' AS structure, memory ->> 'keys' AS keys,
             (SELECT obj_description(p.oid, 'pg_proc') FROM pg_proc AS p WHERE p.pronamespace = c.relnamespace AND p.proname = c.relname) AS mode
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace, CAST(obj_description(c.oid, 'pg_class') AS jsonb) AS memory
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'r' AND jsonb_exists(memory, 'phase')""";

    /** Whether both triggers that log changes fire. */
    static final String WATCHED =
            """
      SELECT count(*) = 2 AS it FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND t.tgname IN ('livepartition_changes', 'livepartition_truncate') AND t.tgenabled IN ('O', 'A')""";

    /** Of a log that is of a staged move. */
    static final String STAGE_BOUND =
            """
      SELECT nullif(memory ->> 'bound', '') AS bound
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace, CAST(obj_description(c.oid, 'pg_class') AS jsonb) AS memory
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'r' AND jsonb_exists(memory, 'bound')""";

    /** Each is looked up by itself, since nobody knows how many there are. */
    static final String STAGED =
            """
      SELECT r.name, r.lower::text AS lower, r.upper::text AS upper, r.copied, r.compared, r.vacuumed, c.oid IS NOT NULL AS present, coalesce(c.relispartition, false) AS attached,
             coalesce((SELECT true FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND t.tgname = 'livepartition_changes'), false) AS watched,
             coalesce((SELECT true FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype = 'f' LIMIT 1), false) AS keyed,
             (SELECT x.relname FROM pg_inherits AS i JOIN pg_class AS x ON x.oid = i.inhparent WHERE i.inhrelid = c.oid) AS parent
      FROM %s AS r LEFT JOIN LATERAL (
        SELECT oid, relispartition FROM pg_class WHERE relname = r.name AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = ?) OFFSET 0) AS c ON true
      ORDER BY r.lower NULLS FIRST""";

    /** Also of its partitions; pg_partition_tree would lock them all. */
    static final String KEYS_BELOW =
            """
      SELECT EXISTS (SELECT FROM CAST(? AS bigint) AS it, LATERAL %s AS tree,
        LATERAL (SELECT FROM pg_constraint WHERE conrelid = tree.relid AND contype = 'f' OFFSET 0) AS k WHERE tree.level > 0) AS it"""
                    .formatted(PartitionTree.text("it"));

    static final String UNPROVED_KEYS =
            """
      SELECT EXISTS (SELECT FROM CAST(? AS bigint) AS it, LATERAL %s AS tree,
        LATERAL (SELECT FROM pg_constraint AS k WHERE conrelid = tree.relid AND contype = 'f' AND NOT convalidated
           AND %s OFFSET 0) AS unproved) AS it"""
                    .formatted(PartitionTree.text("it"), OwnConstraint.TEXT);
}
