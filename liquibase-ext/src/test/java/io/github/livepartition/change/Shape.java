// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.testing.TestDatabase;
import java.util.List;

/** What the catalog says about the relations of a database, to compare two. */
final class Shape {

    private Shape() {}

    static List<String> of(TestDatabase database) {
        return database.query(QUERY);
    }

    /** The partitions of a table with their bounds and rows, in the order of their names. */
    static List<String> partitions(TestDatabase database, String table) {
        return database.query(
                """
                SELECT c.oid::regclass, pg_get_expr(c.relpartbound, c.oid),
                       (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %%s', c.oid::regclass), false, true, '')))[1]
                  FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid
                 WHERE inhparent = '%s'::regclass ORDER BY c.relname
                """
                        .formatted(table.replace("'", "''")));
    }

    private static final String QUERY =
            """
            SET search_path = '';
            SELECT * FROM (
              SELECT 'relation', c.oid::regclass::text, c.relkind::text, c.relowner::regrole::text, coalesce(c.relacl::text, ''),
                     coalesce(pg_get_expr(c.relpartbound, c.oid), ''), coalesce(obj_description(c.oid), '')
                FROM pg_class AS c WHERE c.relnamespace IN ('public'::regnamespace, '"Sales"'::regnamespace)
              UNION ALL
              SELECT 'column', attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull::text, attidentity::text,
                     coalesce(pg_get_expr(adbin, adrelid), '')
                FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
               WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p')
                 AND c.relnamespace IN ('public'::regnamespace, '"Sales"'::regnamespace)
              UNION ALL
              SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated::text, coninhcount::text, ''
                FROM pg_constraint WHERE connamespace IN ('public'::regnamespace, '"Sales"'::regnamespace)
              UNION ALL
              SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisvalid::text,
                     coalesce((SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = indexrelid), ''), ''
                FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid
               WHERE c.relnamespace IN ('public'::regnamespace, '"Sales"'::regnamespace)
              UNION ALL
              SELECT 'function', oid::regprocedure::text, prosrc, coalesce(proacl::text, ''), '', '', ''
                FROM pg_proc WHERE pronamespace IN ('public'::regnamespace, '"Sales"'::regnamespace)
            ) AS everything
            ORDER BY 1, 2, 3, 4
            """;
}
