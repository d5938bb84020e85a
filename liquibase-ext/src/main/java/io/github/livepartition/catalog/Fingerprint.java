// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Collection;

/**
 * The MD5 of a table's whole definition: names and definitions, never OIDs, so that it is the same
 * in a copy of the database. The cut-over compares it under the lock with what the plan has read,
 * so that an object made in between stops the cut-over instead of being lost.
 */
public final class Fingerprint {

    private Fingerprint() {}

    /**
     * What PostgreSQL prints depends on these, so whoever reads or compares a definition sets them.
     */
    public static final Sql SETTINGS =
            Sql.verbatim(
                    """
                    SET LOCAL search_path = pg_catalog, pg_temp;
                    SET LOCAL row_security = off;
                    SET LOCAL quote_all_identifiers = off;
                    SET LOCAL standard_conforming_strings = on;
                    SET LOCAL "TimeZone" = 'UTC';
                    SET LOCAL "DateStyle" = 'ISO, YMD';
                    SET LOCAL "IntervalStyle" = 'postgres';
                    SET LOCAL extra_float_digits = 1;
                    SET LOCAL bytea_output = hex;
                    SET LOCAL lc_monetary = 'C';""");

    /**
     * A scalar query for the fingerprint.
     *
     * @param own names of our own helper constraints and indexes, which come and go while a
     *     conversion is under way
     */
    public static Sql of(QualifiedName table, Collection<Identifier> own) {
        return of(Sql.of("%s::pg_catalog.regclass::pg_catalog.oid", new Literal(table.sql())), own);
    }

    /** The same of a table whose name the session may not be allowed to look up. */
    static Sql of(long oid, Collection<Identifier> own) {
        return of(Sql.verbatim(oid + "::pg_catalog.oid"), own);
    }

    private static Sql of(Sql id, Collection<Identifier> own) {
        Sql names = Sql.join(", ", own.stream().map(name -> new Literal(name.value())).toList());
        return Sql.of(
                """
        SELECT pg_catalog.md5(pg_catalog.string_agg(line, E'\\n' ORDER BY line COLLATE "C"))
        FROM (SELECT %s AS id, ARRAY[%s]::pg_catalog.text[] AS own) AS t,
        LATERAL (
          SELECT pg_catalog.concat_ws('|', 'table', relkind, relowner::pg_catalog.regrole, relacl, reloptions, relrowsecurity,
                 relforcerowsecurity, relreplident, relpersistence, pg_catalog.obj_description(oid, 'pg_class')) AS line
            FROM pg_catalog.pg_class WHERE oid = t.id
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'column', attname, pg_catalog.format_type(atttypid, atttypmod), attnotnull, attidentity,
                 attgenerated, attstorage, attcompression, attcollation, attacl, attoptions, attstattarget,
                 pg_catalog.pg_get_expr(adbin, adrelid), pg_catalog.col_description(attrelid, attnum))
            FROM pg_catalog.pg_attribute LEFT JOIN pg_catalog.pg_attrdef ON adrelid = attrelid AND adnum = attnum
           WHERE attrelid = t.id AND attnum > 0 AND NOT attisdropped
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'constraint', conname, pg_catalog.pg_get_constraintdef(oid),
                 pg_catalog.obj_description(oid, 'pg_constraint'))
            FROM pg_catalog.pg_constraint WHERE conrelid = t.id AND conname::pg_catalog.text <> ALL (t.own)
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'referenced by', conname, conrelid::pg_catalog.regclass, pg_catalog.pg_get_constraintdef(oid))
            FROM pg_catalog.pg_constraint WHERE confrelid = t.id
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'index', pg_catalog.pg_get_indexdef(indexrelid), indisvalid, indisclustered, indisreplident,
                 pg_catalog.obj_description(indexrelid, 'pg_class'))
            FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid
           WHERE indrelid = t.id AND relname::pg_catalog.text <> ALL (t.own)
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'trigger', pg_catalog.pg_get_triggerdef(oid), tgenabled,
                 pg_catalog.obj_description(oid, 'pg_trigger'))
            FROM pg_catalog.pg_trigger WHERE tgrelid = t.id AND NOT tgisinternal AND tgname::pg_catalog.text <> ALL (t.own)
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'rule', ev_class::pg_catalog.regclass, rulename,
                 pg_catalog.pg_get_ruledef(r.oid), v.reloptions, v.relowner::pg_catalog.regrole)
            FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS v ON v.oid = ev_class
           WHERE ev_class = t.id OR r.oid IN (SELECT objid FROM pg_catalog.pg_depend
                 WHERE classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
                   AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refobjid = t.id)
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'policy', polname) FROM pg_catalog.pg_policy WHERE polrelid = t.id
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'statistics', stxname) FROM pg_catalog.pg_statistic_ext WHERE stxrelid = t.id
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'publication', pubname) FROM pg_catalog.pg_publication_rel AS r
            JOIN pg_catalog.pg_publication AS p ON p.oid = prpubid WHERE prrelid = t.id
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'publication', pubname) FROM pg_catalog.pg_publication WHERE puballtables
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'inherits', inhrelid::pg_catalog.regclass, inhparent::pg_catalog.regclass)
            FROM pg_catalog.pg_inherits WHERE inhrelid = t.id OR inhparent = t.id
          UNION ALL
          SELECT pg_catalog.concat_ws('|', 'sequence', s.oid::pg_catalog.regclass, d.refobjsubid, d.deptype, s.relacl,
                 pg_catalog.obj_description(s.oid, 'pg_class'), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle)
            FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
            JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.oid
           WHERE d.refobjid = t.id AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
        ) AS definition""",
                id, names);
    }

    /**
     * A scalar query for the MD5 of a partitioned table's partitions and the files they are in: it
     * changes when one comes or goes, and when one is emptied by TRUNCATE.
     */
    public static Sql storage(QualifiedName table) {
        return Sql.of(
                """
                SELECT md5(string_agg(format('%%s %%s', relid::regclass, pg_relation_filenode(relid)), ',' ORDER BY relid::regclass::text COLLATE "C"))
                  FROM %s AS tree WHERE isleaf""",
                PartitionTree.of(Sql.of("to_regclass(%s)", new Literal(table.sql()))));
    }

    /** The MD5 of what a copy of the table is made from: columns, CHECKs and indexes. */
    static final String STRUCTURE =
            """
        SELECT md5(string_agg(line, E'\\n' ORDER BY line COLLATE "C")) AS structure FROM (SELECT ?::bigint::oid AS id) AS t, LATERAL (
          SELECT concat_ws('|', 'column', attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attstorage,
                 attcompression, attcollation, pg_get_expr(adbin, adrelid)) AS line
            FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
           WHERE attrelid = t.id AND attnum > 0 AND NOT attisdropped
          UNION ALL
          SELECT concat_ws('|', 'constraint', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid = t.id AND contype = 'c'
          UNION ALL
          SELECT concat_ws('|', 'index', pg_get_indexdef(indexrelid), indisvalid) FROM pg_index WHERE indrelid = t.id) AS structure""";
}
