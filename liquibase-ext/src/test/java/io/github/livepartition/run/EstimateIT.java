// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.livepartition.catalog.ReadRate;
import io.github.livepartition.plan.Estimate;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.Vacuum;
import io.github.livepartition.step.ValidateForeignKeys;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a plan may take is read without reading much, and says what it is from. */
@PostgresTest
class EstimateIT {

    private static final int ROWS = 20_000;
    private static final long MOST_BYTES = 16L << 20;

    /** Planned by whoever may. */
    private interface Planned {
        Plan by(Connection connection) throws SQLException;
    }

    @Test
    void ofAConversionAndTheMovesAfterIt(TestDatabase database) throws Exception {
        // more pages than are read
        database.query(
                """
                CREATE TABLE "Sales"."Ord""ers" ("Id" bigint PRIMARY KEY, "Created At" timestamptz NOT NULL, note text) WITH (fillfactor = 10);
                INSERT INTO "Sales"."Ord""ers" SELECT g, timestamptz '2024-11-01' + g * interval '1 hour', repeat('x', 80) FROM generate_series(1, %d) AS g;
                ANALYZE "Sales"."Ord""ers";
                """
                        .formatted(ROWS));
        Request request = Orders.request().boundary("2027-03-01");

        Estimate attach = estimate(database, c -> Planning.conversion(c, request.conversion()));
        assertThat(attach.stages())
                .as("two indexes, the check, its validation, the cut-over, ANALYZE")
                .extracting(Optional::isPresent)
                .containsExactly(true, true, false, true, false, false);
        assertThat(attach.rate()).isPresent();
        assertThat(attach.rate().map(ReadRate::bytes).get()).isBetween(1L, MOST_BYTES);
        assertThat(attach.rate().map(ReadRate::perSecond).get())
                .as("no machine reads faster than that")
                .isBetween(1e3, 100e9);
        assertThat(attach.diskBytes()).isBetween(31L * ROWS, 100L * ROWS);
        assertThat(attach.analyzed()).isTrue();
        assertThat(attach.ranges().get(0).name().value()).isEqualTo("Ord\"ers_legacy");
        assertThat(attach.ranges().get(0).bound())
                .isEqualTo("FOR VALUES FROM (MINVALUE) TO ('2027-03-01 00:00:00+00')");
        assertThat(attach.ranges().get(0).rows()).isEqualTo(ROWS);
        assertThat(attach.ranges()).hasSizeGreaterThan(1);
        assertThat(attach.ranges().subList(1, attach.ranges().size()))
                .as("for rows to come")
                .allMatch(range -> range.rows() == 0 && range.bytes() == 0);

        Estimate copy =
                estimate(
                        database,
                        c -> Planning.conversion(c, Orders.request().copy().conversion()));
        assertThat(copy.ranges().stream().mapToLong(Estimate.Content::rows).sum())
                .isCloseTo(ROWS, within(ROWS / 20L));
        Estimate.Content january = named(copy, "Ord\"ers_y2025m01");
        assertThat(january.rows()).isCloseTo(744, within(150L));
        assertThat(copy.diskBytes()).isGreaterThan(attach.ranges().get(0).bytes() * 9 / 10);

        Runs.convert(database, request);
        Moving year = Moving.of(request, "MINVALUE", "2025-01-01").name("before \"25");
        for (Moving moving : List.of(year, year.staged())) {
            Estimate move = estimate(database, c -> Planning.move(c, moving.move()));
            assertThat(named(move, "before \"25").rows()).isCloseTo(1463, within(300L));
            Plan plan = planned(database, c -> Planning.move(c, moving.move()));
            assertThat(timed(plan, move, Vacuum.class)).isTrue();
            assertThat(move.walBytes()).isPositive();
        }
    }

    @Test
    void ofListsAndHashes(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales"."re f" (a int PRIMARY KEY);
                INSERT INTO "Sales"."re f" SELECT generate_series(1, 10);
                CREATE TABLE "Sales"."Ord""ers" ("Id" bigint, "Te""nant" text, n int REFERENCES "Sales"."re f", PRIMARY KEY ("Id", "Te""nant"));
                INSERT INTO "Sales"."Ord""ers" SELECT g, (ARRAY['o''neil', 'x', 'a,b', 'x'])[g %% 4 + 1], g %% 10 + 1 FROM generate_series(1, %d) AS g;
                ANALYZE "Sales"."Ord""ers";
                """
                        .formatted(ROWS));
        Request request = Request.of("Sales", "Ord\"ers", "Id", "1000");
        Request by = request.copy(Request.hash("Id", 4));
        Plan plan = planned(database, c -> Planning.conversion(c, by.conversion()));
        Estimate hashes = estimate(database, c -> plan);
        assertThat(hashes.ranges())
                .extracting(Estimate.Content::rows)
                .containsExactly(ROWS / 4L, ROWS / 4L, ROWS / 4L, ROWS / 4L);
        assertThat(timed(plan, hashes, ValidateForeignKeys.class)).isTrue();

        Request tenants =
                request.copy(
                        Request.list(
                                "Te\"nant",
                                Request.values("o", "o'neil", "a,b", null),
                                Request.values("x", "x")));
        Estimate lists = estimate(database, c -> Planning.conversion(c, tenants.conversion()));
        assertThat(named(lists, "o").rows()).isCloseTo(ROWS / 2, within(ROWS / 20L));
        assertThat(named(lists, "x").rows()).isCloseTo(ROWS / 2, within(ROWS / 20L));
    }

    @Test
    void saysWhatItIsNotFrom(TestDatabase database) throws Exception {
        Orders.create(database, 10);
        try (Connection owner = database.owner()) {
            Plan plan = Planning.conversion(owner, Orders.request().conversion());
            assertThat(new EstimateReading(owner).read(plan).analyzed()).isFalse();
            assertThat(settings(owner)).isEqualTo(settings(database.owner()));
            Session application = database.session("application");
            application.run("BEGIN; LOCK TABLE " + Orders.NAME);
            Estimate locked = new EstimateReading(owner).read(plan);
            assertThat(locked.rate()).isEmpty();
            assertThat(locked.stages()).allMatch(Optional::isEmpty);
            assertThat(locked.ranges()).noneMatch(range -> range.rows() > 0);
            application.run("ROLLBACK");
            try (Connection stranger = database.role("stranger").connect()) {
                Estimate blind = new EstimateReading(stranger).read(plan);
                assertThat(blind.rate()).isEmpty();
                assertThat(blind.stages()).allMatch(Optional::isEmpty);
            }
        }
    }

    private static String settings(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name ~ '^enable_|timeout|search_path|parallel_workers'")) {
            row.next();
            return row.getString(1);
        }
    }

    private static Estimate.Content named(Estimate estimate, String name) {
        return estimate.ranges().stream()
                .filter(range -> range.name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the stages that have such a step, one at least, have a time. */
    private static boolean timed(Plan plan, Estimate estimate, Class<? extends Step> kind) {
        List<Boolean> timed =
                IntStream.range(0, plan.stages().size())
                        .filter(
                                i ->
                                        plan.stages().get(i).steps().stream()
                                                .anyMatch(kind::isInstance))
                        .mapToObj(i -> estimate.stages().get(i).isPresent())
                        .toList();
        return !timed.isEmpty() && !timed.contains(false);
    }

    private static Plan planned(TestDatabase database, Planned planned) throws SQLException {
        try (Connection connection = database.owner()) {
            return planned.by(connection);
        }
    }

    private static Estimate estimate(TestDatabase database, Planned planned) throws SQLException {
        try (Connection connection = database.owner()) {
            return new EstimateReading(connection).read(planned.by(connection));
        }
    }
}
