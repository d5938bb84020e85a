// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/**
 * One query for everything that can hang on a table and that a conversion does not carry over: what
 * is found here is refused by name.
 */
final class ObstacleQuery {

    private ObstacleQuery() {}

    /** The parameter is the table's OID, given once. */
    static String forMajor(int major) {
        return BASE
                + (major >= 15 ? FROM_15 : "")
                + (major >= 18 ? FROM_18 : "")
                + ") AS found (what) ORDER BY what COLLATE \"C\"";
    }

    private static final String BASE =
            """
      SELECT what FROM (SELECT ?::oid AS id) AS t, LATERAL (
        SELECT 'UNLOGGED' FROM pg_class WHERE oid = t.id AND relpersistence = 'u'
        UNION ALL SELECT 'TEMPORARY' FROM pg_class WHERE oid = t.id AND relpersistence = 't'
        UNION ALL SELECT format('the type %s it is OF', reloftype::regtype) FROM pg_class WHERE oid = t.id AND reloftype <> 0
        UNION ALL SELECT format('the tablespace "%s"', s.spcname) FROM pg_class AS c JOIN pg_tablespace AS s ON s.oid = c.reltablespace
          WHERE c.oid = t.id
        UNION ALL SELECT format('the tablespace "%s" of its index "%s"', s.spcname, c.relname)
          FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_tablespace AS s ON s.oid = c.reltablespace
          WHERE i.indrelid = t.id
        UNION ALL SELECT format('the access method "%s"', a.amname) FROM pg_class AS c JOIN pg_am AS a ON a.oid = c.relam
          WHERE c.oid = t.id AND c.relkind = 'r' AND a.amname <> 'heap'
        UNION ALL SELECT 'row level security' FROM pg_class WHERE oid = t.id AND (relrowsecurity OR relforcerowsecurity)
        UNION ALL SELECT format('the policy "%s"', polname) FROM pg_policy WHERE polrelid = t.id
        UNION ALL SELECT format('the policy "%s" of table %s that reads it', p.polname, p.polrelid::regclass)
          FROM pg_depend AS d JOIN pg_policy AS p ON p.oid = d.objid
          WHERE d.classid = 'pg_policy'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id AND p.polrelid <> t.id
        UNION ALL SELECT 'its replica identity' FROM pg_class WHERE oid = t.id AND relkind = 'r' AND relreplident <> 'd'
        UNION ALL SELECT format('the rule "%s"', rulename) FROM pg_rewrite WHERE ev_class = t.id AND rulename <> '_RETURN'
        UNION ALL SELECT DISTINCT CASE WHEN r.rulename = '_RETURN' THEN format('the materialized view %s that reads it', c.oid::regclass)
                                       ELSE format('the rule "%s" of %s that names it', r.rulename, c.oid::regclass) END
          FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid JOIN pg_class AS c ON c.oid = r.ev_class
          WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id
            AND (c.relkind <> 'v' OR r.rulename <> '_RETURN') AND c.oid <> t.id
        UNION ALL SELECT DISTINCT format('the temporary view "%s" of a session that reads it', c.relname)
          FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid JOIN pg_class AS c ON c.oid = r.ev_class
          WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id AND c.relpersistence = 't'
        UNION ALL SELECT DISTINCT format('the %s, which names it', pg_describe_object(d.classid, d.objid, d.objsubid))
          FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id
            AND (d.classid NOT IN ('pg_type'::regclass, 'pg_class'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_rewrite'::regclass,
                   'pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_proc'::regclass, 'pg_statistic_ext'::regclass, 'pg_publication_rel'::regclass)
              OR d.classid = 'pg_attrdef'::regclass AND d.objid NOT IN (SELECT oid FROM pg_attrdef WHERE adrelid = t.id)
              OR d.classid = 'pg_constraint'::regclass
                 AND d.objid NOT IN (SELECT oid FROM pg_constraint WHERE conrelid = t.id OR contype = 'f' AND confrelid = t.id)
              OR d.classid = 'pg_trigger'::regclass AND d.objid NOT IN (SELECT oid FROM pg_trigger WHERE tgrelid = t.id OR tgconstrrelid = t.id))
        UNION ALL SELECT DISTINCT format('the %s, which uses its identity sequence %s', pg_describe_object(d.classid, d.objid, d.objsubid), s.oid::regclass)
          FROM pg_depend AS i JOIN pg_class AS s ON s.oid = i.objid AND s.relkind = 'S'
          JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = s.oid
          WHERE i.classid = 'pg_class'::regclass AND i.refclassid = 'pg_class'::regclass AND i.refobjid = t.id AND i.deptype = 'i'
            AND d.deptype <> 'i'
        UNION ALL SELECT format('the storage parameters of its constraint "%s"', k.conname) FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conindid
          WHERE k.conrelid = t.id AND k.contype IN ('p', 'u') AND c.reloptions IS NOT NULL
        UNION ALL SELECT DISTINCT format('the view %s, which groups by the constraint "%s"', r.ev_class::regclass, k.conname)
          FROM pg_constraint AS k JOIN pg_depend AS d ON d.refclassid = 'pg_constraint'::regclass AND d.refobjid = k.oid
          JOIN pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass WHERE k.conrelid = t.id
        UNION ALL SELECT format('the function %s, whose SQL body names it', d.objid::regprocedure) FROM pg_depend AS d
          WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id
        UNION ALL SELECT DISTINCT format('the function %s, which uses its row type', d.objid::regprocedure)
          FROM pg_class AS c JOIN pg_type AS y ON y.oid = c.reltype
          JOIN pg_depend AS d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (y.oid, y.typarray)
            AND d.classid = 'pg_proc'::regclass
          WHERE c.oid = t.id
        UNION ALL SELECT DISTINCT format('the column "%s" of %s, which has its row type', a.attname, a.attrelid::regclass)
          FROM pg_class AS c JOIN pg_type AS y ON y.oid = c.reltype
          JOIN pg_attribute AS a ON a.atttypid IN (y.oid, y.typarray) AND NOT a.attisdropped
          JOIN pg_class AS r ON r.oid = a.attrelid AND r.relkind IN ('r', 'p', 'm', 'f', 'c', 'v')
          WHERE c.oid = t.id AND a.attrelid <> t.id
        UNION ALL SELECT DISTINCT format('the %s, which uses its row type', pg_describe_object(d.classid, d.objid, d.objsubid))
          FROM pg_class AS c JOIN pg_type AS y ON y.oid = c.reltype
          JOIN pg_depend AS d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (y.oid, y.typarray) AND d.objid <> y.typarray
            AND d.classid NOT IN ('pg_proc'::regclass, 'pg_class'::regclass)
          WHERE c.oid = t.id AND NOT (d.classid = 'pg_rewrite'::regclass AND d.objid IN (SELECT v.objid FROM pg_depend AS v
            WHERE v.classid = 'pg_rewrite'::regclass AND v.refclassid = 'pg_class'::regclass AND v.refobjid = t.id))
        UNION ALL SELECT format('the extended statistics "%s"', stxname) FROM pg_statistic_ext WHERE stxrelid = t.id
        UNION ALL SELECT format('the publication "%s"', p.pubname) FROM pg_publication AS p
          WHERE p.puballtables OR p.oid IN (SELECT prpubid FROM pg_publication_rel WHERE prrelid = t.id)
        UNION ALL SELECT 'a subscription' FROM pg_subscription_rel WHERE srrelid = t.id
        UNION ALL SELECT format('the parent %s', inhparent::regclass) FROM pg_inherits WHERE inhrelid = t.id
        UNION ALL SELECT format('the child %s', inhrelid::regclass) FROM pg_inherits JOIN pg_class ON pg_class.oid = inhparent
          WHERE inhparent = t.id AND relkind = 'r'
        UNION ALL SELECT format('the extension "%s", which owns it', e.extname) FROM pg_depend AS d
          JOIN pg_extension AS e ON e.oid = d.refobjid
          WHERE d.classid = 'pg_class'::regclass AND d.objid = t.id AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
        UNION ALL SELECT format('a security label of "%s"', provider) FROM pg_seclabel WHERE classoid = 'pg_class'::regclass AND objoid = t.id
        UNION ALL SELECT format('the options of column "%s"', attname) FROM pg_attribute
          WHERE attrelid = t.id AND attnum > 0 AND NOT attisdropped AND attoptions IS NOT NULL
        UNION ALL SELECT format('the statistics target of column "%s"', attname) FROM pg_attribute
          WHERE attrelid = t.id AND attnum > 0 AND NOT attisdropped AND coalesce(attstattarget, -1) >= 0
        UNION ALL SELECT format('the statistics target of its index "%s"', c.relname)
          FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_attribute AS a ON a.attrelid = c.oid
          WHERE i.indrelid = t.id AND coalesce(a.attstattarget, -1) >= 0
        UNION ALL SELECT format('CLUSTER on its index "%s"', c.relname) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
          WHERE i.indrelid = t.id AND i.indisclustered
        UNION ALL SELECT format('the exclusion constraint "%s"', conname) FROM pg_constraint WHERE conrelid = t.id AND contype = 'x'
        UNION ALL SELECT format('the CHECK "%s", which is NO INHERIT', conname) FROM pg_constraint
          WHERE conrelid = t.id AND contype = 'c' AND connoinherit
        UNION ALL SELECT format('the foreign key "%s", which is NOT VALID', conname) FROM pg_constraint
          WHERE conrelid = t.id AND contype = 'f' AND NOT convalidated
        UNION ALL SELECT format('the trigger "%s" with a transition table for each row', tgname) FROM pg_trigger
          WHERE tgrelid = t.id AND NOT tgisinternal AND (tgtype & 1) = 1 AND (tgoldtable IS NOT NULL OR tgnewtable IS NOT NULL)
        UNION ALL SELECT format('the constraint trigger "%s" of table %s that names it', tgname, tgrelid::regclass) FROM pg_trigger
          WHERE tgconstrrelid = t.id AND NOT tgisinternal
        UNION ALL SELECT format('the primary key "%s", which is DEFERRABLE or has INCLUDE columns', k.conname)
          FROM pg_constraint AS k JOIN pg_index AS i ON i.indexrelid = k.conindid
          WHERE k.conrelid = t.id AND k.contype = 'p' AND (k.condeferrable OR i.indnatts > i.indnkeyatts)
      """;

    private static final String FROM_15 =
            """
        UNION ALL SELECT format('the publication "%s" of its schema', p.pubname) FROM pg_class AS c
          JOIN pg_publication_namespace AS n ON n.pnnspid = c.relnamespace JOIN pg_publication AS p ON p.oid = n.pnpubid
          WHERE c.oid = t.id
      """;

    private static final String FROM_18 =
            """
        UNION ALL SELECT format('the constraint "%s", which is NOT ENFORCED', conname) FROM pg_constraint
          WHERE conrelid = t.id AND NOT conenforced
        UNION ALL SELECT format('the constraint "%s" over a period', conname) FROM pg_constraint WHERE conrelid = t.id AND conperiod
        UNION ALL SELECT format('the NOT NULL constraint "%s", which is NOT VALID or NO INHERIT', conname) FROM pg_constraint
          WHERE conrelid = t.id AND contype = 'n' AND (NOT convalidated OR connoinherit)
      """;
}
