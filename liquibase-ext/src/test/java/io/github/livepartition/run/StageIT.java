// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges are staged, take the old heap's place, and give it back. */
@PostgresTest
class StageIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    private static final String WRITES =
            """
            DELETE FROM "Sales"."Ord""ers" WHERE "Id" % 7 = 0;
            UPDATE "Sales"."Ord""ers" SET amount = amount + 1 WHERE "Id" % 5 = 0;
            UPDATE "Sales"."Ord""ers" SET "Created At" = "Created At" + interval '40 days' WHERE "Id" % 11 = 0 AND "Created At" < '2027-01-01';
            UPDATE "Sales"."Ord""ers" SET "Created At" = "Created At" + interval '25 months' WHERE "Id" % 97 = 0 AND "Created At" < '2025-04-01';
            UPDATE "Sales"."Ord""ers" SET "Created At" = "Created At" - interval '3 years' WHERE "Id" % 291 = 0 AND "Created At" > '2026-12-01';
            UPDATE "Sales"."Ord""ers" SET "Id" = "Id" + 1000000 WHERE "Id" % 13 = 0;
            INSERT INTO "Sales"."Ord""ers" ("Cust""omer", "Created At", amount)
              SELECT g % 100 + 1, timestamptz '2024-12-01' + g * interval '1 hour', g FROM generate_series(1, 1000) g;
            """;

    private static String rows(TestDatabase database) {
        return database.one(
                "SELECT count(*) || ' ' || md5(string_agg(o::text, ' ' ORDER BY \"Id\")) FROM %s AS o"
                        .formatted(Orders.NAME));
    }

    private static List<String> partitions(TestDatabase database) {
        return database.query(
                """
                SET "TimeZone" = 'UTC';
                SELECT c.relname, pg_get_expr(relpartbound, c.oid), c.relkind FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid
                WHERE inhparent = '%s'::regclass ORDER BY pg_get_expr(relpartbound, c.oid) LIKE '%%MINVALUE%%' DESC, pg_get_expr(relpartbound, c.oid)
                """
                        .formatted(Orders.NAME));
    }

    @Test
    void twoRangesThereAndBackAndThere(TestDatabase database) throws Exception {
        Orders.create(database, 5000);
        Orders.grant(database);
        Runs.convert(database, REQUEST);
        List<String> before = Definition.of(database);
        Moving young = Moving.of(REQUEST, "2025-01-01", "2027-03-01").interval("year").staged();
        Moving old = Moving.of(REQUEST, "MINVALUE", "2025-01-01").name("old \"ones").staged();
        young.there(database);
        database.query(WRITES);
        old.there(database);
        assertThat(old.there(database)).singleElement().asString().contains("nothing is left");
        database.query(WRITES);
        String rows = rows(database);

        Completing completing = Completing.of(REQUEST);
        List<String> said = completing.there(database);
        assertThat(said).last().asString().endsWith("done");
        assertThat(rows(database)).isEqualTo(rows);
        assertThat(partitions(database))
                .startsWith(
                        "old \"ones|FOR VALUES FROM (MINVALUE) TO ('2025-01-01 00:00:00+00')|r",
                        "Ord\"ers_y2025|FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00')|r")
                .noneMatch(line -> line.contains("legacy"));
        assertThat(completing.there(database)).singleElement().asString().contains("nothing is");
        database.query(WRITES);
        rows = rows(database);

        completing.back(database);
        assertThat(rows(database)).isEqualTo(rows);
        assertThat(partitions(database).get(0)).startsWith("Ord\"ers_legacy|FOR VALUES FROM (MINV");
        assertThat(completing.back(database)).singleElement().asString().contains("nothing is");
        database.query(WRITES);
        rows = rows(database);

        completing.there(database);
        assertThat(rows(database)).isEqualTo(rows);
        completing.back(database);
        old.back(database);
        young.back(database);
        assertThat(rows(database)).isEqualTo(rows);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }
}
