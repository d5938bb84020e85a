// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A partition that was moved to is what one is that was made in advance. */
@PostgresTest
class MovedPartitionIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    private static final String CHANGED =
            """
            ALTER TABLE "Sales"."Ord""ers" ALTER status SET STATISTICS 7;
            ALTER TABLE "Sales"."Ord""ers" ALTER note SET STORAGE MAIN;
            COMMENT ON INDEX "Sales"."by brin" IS 'of the table';
            COMMENT ON COLUMN "Sales"."Ord""ers".note IS 'a note';
            """;

    private static void create(TestDatabase database) throws Exception {
        Orders.create(database, 1000);
        Orders.grant(database);
        Runs.convert(database, REQUEST);
        database.query(CHANGED);
    }

    @Test
    void inSlices(TestDatabase database) throws Exception {
        create(database);
        Moving.of(REQUEST, "MINVALUE", "2024-12-01").interval("month").there(database);
        List<String> moved = leaf(database, "Ord\"ers_y2024m11");
        assertThat(moved).isEqualTo(leaf(database, "Ord\"ers_y2027m03")).hasSizeGreaterThan(15);
        assertThat(
                        database.one(
                                "SELECT reltuples FROM pg_class WHERE relname = 'Ord\"ers_y2024m11'"))
                .isEqualTo("719");
    }

    @Test
    void staged(TestDatabase database) throws Exception {
        create(database);
        Moving.of(REQUEST, "MINVALUE", "2024-12-01").interval("month").staged().there(database);
        Completing.withRemainder(REQUEST).there(database);
        Moving.of(REQUEST, "MINVALUE", "2024-12-01").dropLegacy(database, false);
        List<String> moved = leaf(database, "Ord\"ers_y2024m11");
        assertThat(moved).isEqualTo(leaf(database, "Ord\"ers_y2027m03")).hasSizeGreaterThan(15);
        assertThat(
                        database.one(
                                "SELECT reltuples FROM pg_class WHERE relname = 'Ord\"ers_y2024m11'"))
                .isEqualTo("719");
    }

    /** All that the catalog knows of it, its name, its bounds and its rows apart. */
    private static List<String> leaf(TestDatabase database, String name) {
        return database.query(
                """
                SELECT replace(replace(line, '%1$s', 'it'), replace('%1$s', '"', '""'), 'it') FROM (SELECT oid AS id FROM pg_class WHERE relname = '%1$s') AS t, LATERAL (
                  SELECT concat_ws('|', 'table', relkind, relowner, relacl, reloptions, relispartition, relreplident, reltablespace, relpersistence, relam, relrowsecurity, obj_description(oid)) FROM pg_class WHERE oid = id
                  UNION ALL SELECT concat_ws('|', 'toast', s.reloptions, s.reltablespace) FROM pg_class AS r JOIN pg_class AS s ON s.oid = r.reltoastrelid WHERE r.oid = id
                  UNION ALL SELECT concat_ws('|', 'column', attnum, attname, atttypid, atttypmod, attcollation, attnotnull, attidentity, attgenerated, attstorage, attcompression, attstattarget, attoptions, attacl, attislocal, attinhcount,
                    pg_get_expr(adbin, adrelid), col_description(id, attnum)) FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                    WHERE attrelid = id AND attnum > 0
                  UNION ALL SELECT concat_ws('|', 'constraint', conname, pg_get_constraintdef(oid), convalidated, conislocal, coninhcount, conparentid, obj_description(oid))
                    FROM pg_constraint WHERE conrelid = id
                  UNION ALL SELECT concat_ws('|', 'index', pg_get_indexdef(indexrelid), indisvalid, indisreplident, indisclustered, c.reloptions, c.reltablespace, (SELECT inhparent FROM pg_inherits WHERE inhrelid = indexrelid), obj_description(indexrelid))
                    FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid WHERE indrelid = id
                  UNION ALL SELECT concat_ws('|', 'statistics', attname, attstattarget) FROM pg_index JOIN pg_attribute ON attrelid = indexrelid WHERE indrelid = id AND attstattarget <> -1
                  UNION ALL SELECT concat_ws('|', 'trigger', tgname, tgenabled, tgparentid) FROM pg_trigger WHERE tgrelid = id AND NOT tgisinternal
                  UNION ALL SELECT concat_ws('|', 'publication', prpubid) FROM pg_publication_rel WHERE prrelid = id
                ) AS definition (line) WHERE line NOT LIKE '%%FOR VALUES%%' ORDER BY 1
                """
                        .formatted(name));
    }
}
