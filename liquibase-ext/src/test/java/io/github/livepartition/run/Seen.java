// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.testing.TestDatabase;
import java.util.List;

/**
 * What the application sees of {@code "Sales"."Ord""ers"} and of what hangs on it: lines of text,
 * which a conversion must not change. Of partitions it sees those of the partition it writes to.
 */
final class Seen {

    private Seen() {}

    static List<String> of(TestDatabase database) {
        return database.query(QUERY);
    }

    private static final String QUERY =
            """
            WITH it AS (SELECT *, '"Sales"."Ord""ers"'::regclass AS id FROM pg_class WHERE oid = '"Sales"."Ord""ers"'::regclass),
            leaves AS (SELECT relid AS id FROM it, pg_partition_tree(id) WHERE isleaf UNION SELECT id FROM it WHERE relkind = 'r')
            SELECT line FROM (
              SELECT concat_ws('|', 'table', relowner::regrole, ARRAY(SELECT x::text FROM unnest(coalesce(relacl, acldefault('r', relowner))) x ORDER BY 1),
                obj_description(id, 'pg_class')) AS line FROM it
              UNION
              SELECT concat_ws('|', 'heap', relowner::regrole, relpersistence, reltablespace, reloptions, (SELECT reloptions FROM pg_class t WHERE t.oid = c.reltoastrelid),
                ARRAY(SELECT x::text FROM unnest(coalesce(relacl, acldefault('r', relowner))) x ORDER BY 1))
              FROM leaves JOIN pg_class c ON c.oid = id
              UNION
              SELECT concat_ws('|', 'column', row_number() OVER (ORDER BY attnum), attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
                attstorage, attcompression, attcollation::regcollation, ARRAY(SELECT x::text FROM unnest(attacl) x ORDER BY 1),
                pg_get_expr(adbin, adrelid), col_description(attrelid, attnum))
              FROM it JOIN pg_attribute ON attrelid = id AND attnum > 0 AND NOT attisdropped LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
              UNION
              SELECT concat_ws('|', 'constraint', conname, contype, pg_get_constraintdef(k.oid), convalidated, obj_description(k.oid, 'pg_constraint'))
              FROM it JOIN pg_constraint k ON conrelid = id WHERE contype <> 'f'
              UNION
              SELECT concat_ws('|', 'foreign key', conname, pg_get_constraintdef(k.oid), convalidated, obj_description(k.oid, 'pg_constraint'))
              FROM leaves JOIN pg_constraint k ON conrelid = id WHERE contype = 'f'
              UNION
              SELECT concat_ws('|', 'index', replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON '), indisvalid, obj_description(indexrelid, 'pg_class'))
              FROM it JOIN pg_index ON indrelid = id
              UNION
              SELECT concat_ws('|', 'trigger', pg_get_triggerdef(t.oid), tgenabled, obj_description(t.oid, 'pg_trigger'))
              FROM it JOIN pg_trigger t ON tgrelid = id WHERE NOT tgisinternal
              UNION
              SELECT concat_ws('|', 'row trigger', tgname, tgenabled, tgdeferrable, tginitdeferred)
              FROM leaves JOIN pg_trigger t ON tgrelid = id WHERE (tgtype & 1) = 1 AND tgfoid::regproc::text NOT LIKE ALL (ARRAY['"RI_%', 'unique_key_recheck'])
              UNION
              SELECT concat_ws('|', 'view', v.oid::regclass, relkind, relowner::regrole, reloptions, pg_get_viewdef(v.oid), ARRAY(SELECT x::text FROM unnest(relacl) x ORDER BY 1),
                attname, attacl, pg_get_expr(adbin, adrelid), col_description(v.oid, attnum), obj_description(v.oid, 'pg_class'))
              FROM pg_class v JOIN pg_attribute ON attrelid = v.oid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
              WHERE relkind IN ('v', 'm') AND relnamespace = '"Sales"'::regnamespace
              UNION
              SELECT concat_ws('|', 'view reads', r.ev_class::regclass, d.refobjid::regclass) FROM pg_rewrite r JOIN pg_depend d ON d.objid = r.oid
                AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass JOIN pg_class v ON v.oid = ev_class
              WHERE v.relnamespace = '"Sales"'::regnamespace
              UNION
              SELECT concat_ws('|', 'sequence', s.oid::regclass, relowner::regrole, ARRAY(SELECT x::text FROM unnest(coalesce(relacl, acldefault('s', relowner))) x ORDER BY 1),
                seqtypid::regtype, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle, pg_sequence_last_value(s.oid), obj_description(s.oid, 'pg_class'),
                d.deptype, d.refobjid::regclass, (SELECT attname FROM pg_attribute WHERE attrelid = d.refobjid AND attnum = d.refobjsubid))
              FROM pg_class s JOIN pg_sequence ON seqrelid = s.oid LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid
                AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
              WHERE relnamespace = '"Sales"'::regnamespace
            ) AS lines ORDER BY line COLLATE "C"
            """;
}
