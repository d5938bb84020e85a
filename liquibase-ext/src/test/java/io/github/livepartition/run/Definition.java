// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.testing.TestDatabase;
import java.util.List;

/**
 * Everything that a database's own schemas contain, as lines of text without OIDs: two databases
 * compare whole.
 */
public final class Definition {

    private Definition() {}

    public static List<String> of(TestDatabase database) {
        return database.query(QUERY.replace("OWNER", database.ownerUser().replace("'", "''")));
    }

    private static final String QUERY =
            """
            WITH own AS (SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                          WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
            SELECT replace(line, 'OWNER', 'owner') FROM (
              SELECT concat_ws('|', 'relation', c.oid::regclass, c.relkind, c.relispartition, c.relpersistence, c.relreplident, c.relrowsecurity, c.relforcerowsecurity, (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
                c.relowner::regrole, c.reloptions, (SELECT reloptions FROM pg_class t WHERE t.oid = c.reltoastrelid),
                ARRAY(SELECT x::text FROM unnest(coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) x ORDER BY 1), pg_get_expr(c.relpartbound, c.oid),
                CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) WHEN 'v' THEN pg_get_viewdef(c.oid) WHEN 'i' THEN pg_get_indexdef(c.oid)
                  WHEN 'I' THEN pg_get_indexdef(c.oid) END, obj_description(c.oid, 'pg_class')) AS line FROM own c WHERE c.relkind <> 't'
              UNION ALL
              SELECT concat_ws('|', 'column', c.oid::regclass, attname, row_number() OVER (PARTITION BY attrelid ORDER BY attnum), format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
                attstorage, attcompression, attcollation::regcollation, attoptions, nullif(attstattarget, -1), ARRAY(SELECT x::text FROM unnest(attacl) x ORDER BY 1),
                pg_get_expr(adbin, adrelid), col_description(c.oid, attnum))
              FROM own c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
              LEFT JOIN pg_attrdef d ON adrelid = c.oid AND adnum = attnum WHERE c.relkind IN ('r', 'p', 'v', 'i', 'I')
              UNION ALL
              SELECT concat_ws('|', 'constraint', k.conrelid::regclass, conname, contype, pg_get_constraintdef(k.oid), convalidated, conislocal,
                coninhcount, (SELECT p.conname FROM pg_constraint p WHERE p.oid = k.conparentid), k.conindid::regclass, obj_description(k.oid, 'pg_constraint'))
              FROM pg_constraint k JOIN own c ON c.oid = k.conrelid
               -- what is of a partition of the referenced table is no constraint of its own
               AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
              UNION ALL
              SELECT concat_ws('|', 'index', i.indexrelid::regclass, i.indrelid::regclass, indisvalid, indisready, indisunique, indisprimary, indisreplident,
                (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = i.indexrelid))
              FROM pg_index i JOIN own c ON c.oid = i.indrelid WHERE c.relkind <> 't'
              UNION ALL
              SELECT concat_ws('|', 'trigger', tgrelid::regclass, pg_get_triggerdef(t.oid), tgenabled, tgparentid <> 0, obj_description(t.oid, 'pg_trigger'))
              FROM pg_trigger t JOIN own c ON c.oid = t.tgrelid WHERE NOT tgisinternal
              UNION ALL
              SELECT concat_ws('|', 'internal triggers', tgrelid::regclass, tgfoid::regproc, count(*))
              FROM pg_trigger t JOIN own c ON c.oid = t.tgrelid WHERE tgisinternal AND tgparentid = 0 GROUP BY tgrelid, tgfoid
              UNION ALL
              SELECT concat_ws('|', 'rule', r.ev_class::regclass, rulename, pg_get_ruledef(r.oid), ev_enabled, obj_description(r.oid, 'pg_rewrite'))
              FROM pg_rewrite r JOIN own c ON c.oid = r.ev_class WHERE rulename <> '_RETURN'
              UNION ALL
              SELECT concat_ws('|', 'policy', polrelid::regclass, polname, polcmd, polpermissive, ARRAY(SELECT x::regrole::text FROM unnest(polroles) x ORDER BY 1),
                'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid), obj_description(p.oid, 'pg_policy'))
              FROM pg_policy p JOIN own c ON c.oid = polrelid
              UNION ALL
              SELECT concat_ws('|', 'statistics', pg_get_statisticsobjdef(x.oid), stxkind, stxowner::regrole, nullif(stxstattarget, -1), obj_description(x.oid, 'pg_statistic_ext'))
              FROM pg_statistic_ext x JOIN own c ON c.oid = stxrelid
              UNION ALL
              SELECT concat_ws('|', 'publication', pubname, prrelid::regclass, to_jsonb(r) -> 'prattrs' IS NOT NULL, to_jsonb(r) -> 'prqual' IS NOT NULL)
              FROM pg_publication p JOIN pg_publication_rel r ON prpubid = p.oid JOIN own c ON c.oid = prrelid
              UNION ALL
              SELECT concat_ws('|', 'sequence', s.oid::regclass, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle, seqtypid::regtype, d.deptype,
                d.refobjid::regclass, d.refobjsubid > 0)
              FROM pg_sequence q JOIN own s ON s.oid = q.seqrelid LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid
                AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
              UNION ALL
              SELECT concat_ws('|', 'function', p.oid::regprocedure, prosrc, ARRAY(SELECT x::text FROM unnest(proacl) x ORDER BY 1), provolatile, proconfig, prosecdef, proowner::regrole, obj_description(p.oid, 'pg_proc'))
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ) lines ORDER BY line COLLATE "C"
            """;
}
