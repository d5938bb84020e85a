// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/**
 * One query for everything that can hang on a table and that a conversion does not carry over: what
 * is found here is refused by name. Each branch answers a text with {@code %1$s} and {@code %2$s}
 * for two names, which are quoted at the end, and {@code %3$s} for a third that is quoted already.
 */
final class ObstacleQuery {

    private ObstacleQuery() {}

    /** The parameter is the table's OID, given once. */
    static String forMajor(int major) {
        return HEAD
                + TABLE
                + PARTS
                + ObstacleUses.OF_TABLE
                + ObstacleUses.OF_ROW_TYPE
                + ObstacleUses.OF_PARTS
                + (major >= 15 ? FROM_15 : "")
                + (major >= 18 ? FROM_18 : "")
                + TAIL;
    }

    private static final String HEAD =
            """
      SELECT what FROM (SELECT format(text, '"' || replace(one, '"', '""') || '"', '"' || replace(other, '"', '""') || '"', thing) AS what
      FROM (SELECT c.oid AS id, c.reltype AS row_type, y.typarray AS array_type, c.relowner AS owner
              FROM pg_class AS c LEFT JOIN pg_type AS y ON y.oid = c.reltype WHERE c.oid = ?) AS t, LATERAL (
        SELECT NULL, NULL, NULL, NULL WHERE false
      """;

    private static final String TAIL =
            """
      ) AS found (text, one, other, thing)) AS named GROUP BY what ORDER BY what COLLATE "C\"""";

    /** What the table itself is. */
    private static final String TABLE =
            """
        UNION ALL SELECT 'the property %3$s', NULL, NULL, CASE relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE 'TEMPORARY' END
          FROM pg_class WHERE oid = t.id AND relpersistence <> 'p'
        UNION ALL SELECT 'the type %3$s it is OF', NULL, NULL, reloftype::regtype::text FROM pg_class WHERE oid = t.id AND reloftype <> 0
        UNION ALL SELECT 'the access method %1$s', a.amname, NULL, NULL FROM pg_class AS c JOIN pg_am AS a ON a.oid = c.relam
          WHERE c.oid = t.id AND c.relkind = 'r' AND a.amname <> 'heap'
        UNION ALL SELECT 'a subscription', NULL, NULL, NULL FROM pg_subscription_rel WHERE srrelid = t.id
        UNION ALL SELECT 'the parent %3$s', NULL, NULL, inhparent::regclass::text FROM pg_inherits WHERE inhrelid = t.id
        UNION ALL SELECT 'the child %3$s', NULL, NULL, inhrelid::regclass::text FROM pg_inherits JOIN pg_class ON pg_class.oid = inhparent
          WHERE inhparent = t.id AND relkind = 'r'
        UNION ALL SELECT 'the extension %1$s, which owns it', e.extname, NULL, NULL FROM pg_depend AS d
          JOIN pg_extension AS e ON e.oid = d.refobjid
          WHERE d.classid = 'pg_class'::regclass AND d.objid = t.id AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
        UNION ALL SELECT DISTINCT 'a security label of %1$s', provider, NULL, NULL FROM pg_seclabel
          WHERE classoid = 'pg_class'::regclass AND (objoid = t.id OR objoid IN (SELECT objid FROM pg_depend
            WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND refobjid = t.id AND deptype = 'i'))
        UNION ALL SELECT DISTINCT 'privileges that %1$s granted, not its owner', pg_get_userbyid(x.grantor), NULL, NULL
          FROM (SELECT relacl FROM pg_class WHERE oid = t.id UNION ALL
                SELECT attacl FROM pg_attribute WHERE attrelid = t.id AND NOT attisdropped UNION ALL
                SELECT s.relacl FROM pg_class AS s JOIN pg_depend AS d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass
                 WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id AND d.deptype = 'i' AND s.relkind = 'S') AS acls (acl),
               aclexplode(acls.acl) AS x
          WHERE x.grantor <> t.owner
        UNION ALL SELECT 'privileges on its row type', NULL, NULL, NULL FROM pg_type WHERE oid = t.row_type AND typacl IS NOT NULL
        UNION ALL SELECT 'a comment on its row type', NULL, NULL, NULL FROM pg_description
          WHERE classoid = 'pg_type'::regclass AND objoid IN (t.row_type, t.array_type)
      """;

    /** What its columns, constraints, indexes, triggers and sequences are. */
    private static final String PARTS =
            """
        UNION ALL SELECT 'the index %1$s, which names the whole row', c.relname, NULL, NULL
          FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
          WHERE i.indrelid = t.id AND concat(i.indexprs, i.indpred) ~ ':varattno 0 '
        UNION ALL SELECT 'the CHECK %1$s, which names the whole row or a system column', conname, NULL, NULL FROM pg_constraint
          WHERE conrelid = t.id AND contype = 'c' AND conbin::text ~ ':varattno (0|-[0-9]+) '
        UNION ALL SELECT 'the comment on the constraint of trigger %1$s', k.conname, NULL, NULL FROM pg_constraint AS k
          JOIN pg_description AS d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid WHERE k.conrelid = t.id AND k.contype = 't'
        UNION ALL SELECT DISTINCT 'the triggers of the constraint %1$s, which are disabled or not those of origin', k.conname, NULL, NULL
          FROM pg_trigger AS g JOIN pg_constraint AS k ON k.oid = g.tgconstraint
          WHERE g.tgrelid = t.id AND g.tgisinternal AND g.tgenabled <> 'O'
        UNION ALL SELECT 'the trigger %1$s with a transition table for each row', tgname, NULL, NULL FROM pg_trigger
          WHERE tgrelid = t.id AND NOT tgisinternal AND (tgtype & 1) = 1 AND (tgoldtable IS NOT NULL OR tgnewtable IS NOT NULL)
        UNION ALL SELECT 'the trigger %1$s, whose WHEN names a system column', tgname, NULL, NULL FROM pg_trigger
          WHERE tgrelid = t.id AND NOT tgisinternal AND tgqual::text ~ ':varattno -[0-9]+ '
        UNION ALL SELECT 'the sequence %1$s, whose type is not that of its column', s.relname, NULL, NULL
          FROM pg_depend AS d JOIN pg_class AS s ON s.oid = d.objid JOIN pg_sequence AS q ON q.seqrelid = s.oid
          JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id AND d.deptype = 'i'
            AND q.seqtypid <> a.atttypid
      """;

    private static final String FROM_15 =
            """
        UNION ALL SELECT 'the sequence %1$s, which is UNLOGGED', s.relname, NULL, NULL FROM pg_depend AS d JOIN pg_class AS s ON s.oid = d.objid
          WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.id AND d.deptype = 'i'
            AND s.relkind = 'S' AND s.relpersistence <> 'p'
      """;

    private static final String FROM_18 =
            """
        UNION ALL SELECT 'the constraint %1$s, which is NOT ENFORCED', conname, NULL, NULL FROM pg_constraint
          WHERE conrelid = t.id AND NOT conenforced
        UNION ALL SELECT 'the constraint %1$s over a period', conname, NULL, NULL FROM pg_constraint WHERE conrelid = t.id AND conperiod
        UNION ALL SELECT 'the NOT NULL constraint %1$s, which is NOT VALID or NO INHERIT', conname, NULL, NULL FROM pg_constraint
          WHERE conrelid = t.id AND contype = 'n' AND (NOT convalidated OR connoinherit)
      """;
}
