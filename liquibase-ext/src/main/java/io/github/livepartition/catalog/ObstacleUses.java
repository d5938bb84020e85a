// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/**
 * The branches of {@link ObstacleQuery} for other objects that use the table: they would go on
 * using the old heap. What is known is named, and whatever else depends on the table is found too.
 */
final class ObstacleUses {

    private ObstacleUses() {}

    static final String OF_TABLE =
            """
        UNION ALL SELECT 'the policy %1$s of table %3$s that reads it', p.polname, NULL, p.polrelid::regclass::text
          FROM pg_depend AS d JOIN pg_policy AS p ON p.oid = d.objid
          WHERE d.classid = 'pg_policy'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id AND p.polrelid <> t.id
        UNION ALL SELECT DISTINCT 'the materialized view %3$s that reads it', NULL, NULL, c.oid::regclass::text
          FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid JOIN pg_class AS c ON c.oid = r.ev_class
          WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id AND c.relkind = 'm'
        UNION ALL SELECT DISTINCT 'the rule %1$s of %3$s that names it', r.rulename, NULL, r.ev_class::regclass::text
          FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid
          WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id
            AND r.ev_class <> t.id AND r.rulename <> '_RETURN'
        UNION ALL SELECT DISTINCT CASE c.relpersistence WHEN 't' THEN 'the temporary view %1$s of a session that reads it'
                                                        ELSE 'the view %3$s, which reads ONLY it' END, c.relname, NULL, c.oid::regclass::text
          FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid JOIN pg_class AS c ON c.oid = r.ev_class AND c.relkind = 'v'
          WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id
            AND (c.relpersistence = 't' OR strpos(pg_get_viewdef(c.oid), 'ONLY ' || t.id::regclass::text) > 0)
        UNION ALL SELECT DISTINCT 'the view %3$s, which groups by the constraint %1$s', k.conname, NULL, r.ev_class::regclass::text
          FROM pg_constraint AS k JOIN pg_depend AS d ON d.refclassid = 'pg_constraint'::regclass AND d.refobjid = k.oid
          JOIN pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass WHERE k.conrelid = t.id
        UNION ALL SELECT DISTINCT 'the function %3$s, whose SQL names it', NULL, NULL, d.objid::regprocedure::text FROM pg_depend AS d
          WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id
        UNION ALL SELECT 'the constraint trigger %1$s of table %3$s that names it', tgname, NULL, tgrelid::regclass::text FROM pg_trigger
          WHERE tgconstrrelid = t.id AND NOT tgisinternal
        UNION ALL SELECT DISTINCT 'the %3$s, which names it', NULL, NULL, pg_describe_object(d.classid, d.objid, d.objsubid)
          FROM pg_depend AS d
          WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id
            AND d.classid NOT IN ('pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_proc'::regclass, 'pg_statistic_ext'::regclass,
                                  'pg_publication_rel'::regclass)
            AND NOT (d.classid = 'pg_attrdef'::regclass AND d.objid IN (SELECT oid FROM pg_attrdef WHERE adrelid = t.id))
            AND NOT (d.classid = 'pg_constraint'::regclass
                     AND d.objid IN (SELECT oid FROM pg_constraint WHERE conrelid = t.id OR confrelid = t.id))
            AND NOT (d.classid = 'pg_trigger'::regclass AND d.objid IN (SELECT oid FROM pg_trigger WHERE t.id IN (tgrelid, tgconstrrelid)))
            AND NOT (d.classid = 'pg_type'::regclass AND d.objid = t.row_type)
            AND NOT (d.classid = 'pg_class'::regclass AND d.objid = t.id)
            AND NOT (d.classid = 'pg_class'::regclass AND d.objid IN (
                       SELECT indexrelid FROM pg_index WHERE indrelid = t.id
                       UNION ALL SELECT inhrelid FROM pg_inherits WHERE inhparent = t.id
                       UNION ALL SELECT oid FROM pg_class WHERE oid = d.objid AND relkind IN ('t', 'S') AND d.deptype IN ('a', 'i')))
      """;

    static final String OF_ROW_TYPE =
            """
        UNION ALL SELECT DISTINCT 'the function %3$s, which uses its row type', NULL, NULL, d.objid::regprocedure::text FROM pg_depend AS d
          WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.row_type, t.array_type)
        UNION ALL SELECT DISTINCT 'the column %1$s of %3$s, which has its row type', a.attname, NULL, a.attrelid::regclass::text
          FROM pg_attribute AS a JOIN pg_class AS r ON r.oid = a.attrelid AND r.relkind IN ('r', 'p', 'm', 'f', 'c', 'v')
          WHERE a.atttypid IN (t.row_type, t.array_type) AND a.atttypid <> 0 AND NOT a.attisdropped AND a.attrelid <> t.id
        UNION ALL SELECT DISTINCT 'the %3$s, which uses its row type', NULL, NULL, pg_describe_object(d.classid, d.objid, d.objsubid)
          FROM pg_depend AS d
          WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.row_type, t.array_type) AND d.classid <> 'pg_proc'::regclass
            AND NOT (d.classid = 'pg_type'::regclass AND d.objid = t.array_type) AND NOT (d.classid = 'pg_class'::regclass AND d.objsubid > 0)
            -- a view that reads the table too is written anew
            AND NOT (d.classid = 'pg_rewrite'::regclass AND d.objid IN (SELECT r.objid FROM pg_depend AS r
                       WHERE r.classid = 'pg_rewrite'::regclass AND r.refclassid = 'pg_class'::regclass AND r.refobjid = t.id))
      """;

    /** Of sequences that get a successor, of indexes and triggers that do. */
    static final String OF_PARTS =
            """
        UNION ALL SELECT DISTINCT 'the %3$s, which uses its identity sequence %1$s', q.relname, NULL, pg_describe_object(d.classid, d.objid, d.objsubid)
          FROM pg_depend AS d JOIN pg_depend AS s ON s.objid = d.refobjid AND s.classid = 'pg_class'::regclass
          JOIN pg_class AS q ON q.oid = s.objid AND q.relkind = 'S'
          WHERE s.refclassid = 'pg_class'::regclass AND s.refobjid = t.id AND s.deptype = 'i' AND d.refclassid = 'pg_class'::regclass
        UNION ALL SELECT 'the extension %1$s, on which %3$s depends', e.extname, NULL, pg_describe_object(d.classid, d.objid, 0)
          FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid
          WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'x'
            AND (d.classid = 'pg_class'::regclass AND d.objid IN (SELECT indexrelid FROM pg_index WHERE indrelid = t.id)
                 OR d.classid = 'pg_trigger'::regclass AND d.objid IN (SELECT oid FROM pg_trigger WHERE tgrelid = t.id))
      """;
}
