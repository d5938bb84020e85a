// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@PostgresTest
class ConversionIT {

    private final List<String> progress = new ArrayList<>();

    @Test
    void carriesEverythingOverAndBack(TestDatabase database) throws Exception {
        Orders.create(database, 20_000);
        Orders.grant(database);
        var before = Definition.of(database);
        var rows = database.query(ROWS);
        var conversion = Orders.request().boundary("2027-03-01").conversion();

        convert(database, conversion);
        assertThat(
                        database.query(
                                "SELECT tableoid::regclass, count(*) FROM "
                                        + Orders.NAME
                                        + " GROUP BY 1"))
                .containsExactly("\"Sales\".\"Ord\"\"ers_legacy\"|20000");
        assertThat(database.query(ROWS)).isEqualTo(rows);
        var converted = Definition.of(database);

        revert(database, conversion);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(database.query(ROWS)).isEqualTo(rows);

        convert(database, conversion);
        assertThat(Definition.of(database)).containsExactlyElementsOf(converted);
    }

    @Test
    void returnsManyRowsInSlices(TestDatabase database) throws Exception {
        Orders.create(database, 2_000);
        var before = Definition.of(database);
        var conversion = Orders.request().boundary("2026-02-01").premake(4).conversion();
        convert(database, conversion);
        database.query(
                """
                INSERT INTO "Sales"."Ord""ers" ("Cust""omer", "Created At", amount)
                  SELECT g % 100 + 1, timestamptz '2026-02-01' + g % 60 * interval '1 day', g FROM generate_series(1, 9000) g;
                """);
        var rows = database.query(ROWS);
        revert(database, conversion);
        assertThat(database.query(ROWS)).isEqualTo(rows);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(progress).anyMatch(line -> line.contains("rows moved"));
    }

    @Test
    void aNewNotNullIsCalledByTheNameOfTheTable(TestDatabase database) throws Exception {
        assumeThat(database.majorVersion()).isGreaterThanOrEqualTo(18);
        database.query("CREATE TABLE \"Sales\".t (id bigint PRIMARY KEY, day date)");
        Request request =
                Request.of("Sales", "t", "day", "month").notNull(true).primaryKey("id", "day");
        convert(database, request.conversion());
        assertThat(
                        database.query(
                                "SELECT conname FROM pg_constraint WHERE conrelid = '\"Sales\".t'::regclass AND contype = 'n' ORDER BY 1"))
                .containsExactly("t_day_not_null", "t_id_not_null");
    }

    private static final String ROWS =
            "SELECT count(*), sum(hashtextextended(o::text, 0)) FROM " + Orders.NAME + " AS o";

    void convert(TestDatabase database, Conversion conversion) throws SQLException {
        try (Connection connection = database.owner()) {
            new Runner(connection, progress::add)
                    .run(() -> Planning.conversion(connection, conversion));
        }
    }

    void revert(TestDatabase database, Conversion conversion) throws SQLException {
        try (Connection connection = database.owner()) {
            new Runner(connection, progress::add)
                    .run(() -> Planning.reversion(connection, conversion));
        }
    }
}
