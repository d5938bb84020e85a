// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;

/** MD5s by which it is known whether a table is still what it was. */
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
