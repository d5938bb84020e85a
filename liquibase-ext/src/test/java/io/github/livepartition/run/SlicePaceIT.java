// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.step.Pacing;
import io.github.livepartition.step.Window;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How slices are slowed down and stopped, and how they say how far they are. */
@PostgresTest
class SlicePaceIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");
    private static final Moving MOVING =
            Moving.of(REQUEST, "MINVALUE", "2025-01-01").name("old \"ones");
    private static final String PAUSE =
            "hashtextextended('livepartition pause \"Sales\".\"Ord\"\"ers\"', 0)";
    private static final String MOVED = "SELECT count(*) FROM \"Sales\".\"old \"\"ones\"";

    @BeforeEach
    void convert(TestDatabase database) throws Exception {
        Orders.create(database, 2_000);
        Runs.convert(database, REQUEST);
    }

    private static Pacing window(LocalTime from, LocalTime to, ZoneId zone) {
        return new Pacing(
                BigDecimal.ZERO, Optional.of(new Window(from, to, zone)), Optional.empty());
    }

    /** By the server's clock. */
    private static LocalTime now(TestDatabase database, String zone) {
        return LocalTime.parse(
                        database.one(
                                "SELECT (clock_timestamp() AT TIME ZONE '%s')::time(0)"
                                        .formatted(zone)))
                .withSecond(0);
    }

    @Test
    void stopsOutsideOfItsWindowAndGoesOnWithinIt(TestDatabase database) throws Exception {
        LocalTime from = now(database, "Asia/Tokyo").plusHours(3);
        Moving closed = MOVING.paced(window(from, from.plusHours(2), ZoneId.of("Asia/Tokyo")));
        assertThatThrownBy(() -> closed.there(database))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("SQLSTATE 57000")
                .hasMessageContaining(
                        "ERROR: it is not between %s-%s (Asia/Tokyo)"
                                .formatted(from, from.plusHours(2)))
                .hasMessageContaining(
                        "Hint: Run it again from %s on, or set between; what is done stays done."
                                .formatted(from));
        assertThat(database.one(MOVED)).isEqualTo("0");
        LocalTime now = now(database, "UTC");
        MOVING.paced(window(now.minusHours(2), now.plusHours(2), ZoneOffset.UTC)).there(database);
        assertThat(database.one(MOVED)).isEqualTo("1463");
    }

    /** Nobody waits for a run that waits: it has no lock then. */
    @Test
    void waitsWithoutALockWhileSomebodyHasThePauseLock(TestDatabase database) throws Exception {
        try (Session operator = database.session("operator");
                Session application = database.session("application");
                Connection owner = database.owner();
                Running run = Running.of(owner, () -> Planning.move(owner, MOVING.move()))) {
            operator.run("SELECT pg_advisory_lock(%s)".formatted(PAUSE));
            run.until("paused by pid %d \"operator\"".formatted(operator.pid()));
            String moved = database.one(MOVED);
            application.run("BEGIN");
            application.run("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE NOWAIT".formatted(Orders.NAME));
            application.run("COMMIT");
            assertThat(database.one(MOVED)).isEqualTo(moved);
            operator.run("SELECT pg_advisory_unlock(%s)".formatted(PAUSE));
            run.finish();
        }
        assertThat(database.one(MOVED)).isEqualTo("1463");
    }

    /** The way back of the conversion moves rows, too. */
    @Test
    void theWayBackOfTheConversionWaitsToo(TestDatabase database) throws Exception {
        database.query(
                "INSERT INTO %s (\"Cust\"\"omer\", \"Created At\") SELECT 1, timestamptz '2027-03-01 00:00+00' + g * interval '1 minute' FROM generate_series(1, 3000) g"
                        .formatted(Orders.NAME));
        try (Session operator = database.session("operator");
                Connection owner = database.owner();
                Running run =
                        Running.of(owner, () -> Planning.reversion(owner, REQUEST.conversion()))) {
            operator.run("SELECT pg_advisory_lock(%s)".formatted(PAUSE));
            run.until("paused by pid %d \"operator\"".formatted(operator.pid()));
            operator.run("SELECT pg_advisory_unlock(%s)".formatted(PAUSE));
            run.finish();
        }
        assertThat(database.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("5000");
    }

    @Test
    void restsBetweenSlices(TestDatabase database) throws Exception {
        MOVING.paced(new Pacing(new BigDecimal("0.5"), Optional.empty(), Optional.empty()))
                .there(database);
        assertThat(database.one(MOVED)).isEqualTo("1463");
    }

    @Test
    void needsToSeeStandbysForMaxReplicaLag(TestDatabase database) throws Exception {
        Moving lagging =
                MOVING.paced(
                        new Pacing(
                                BigDecimal.ZERO,
                                Optional.empty(),
                                Optional.of(Duration.ofSeconds(10))));
        String role = "\"" + database.ownerUser().replace("\"", "\"\"") + "\"";
        assertThatThrownBy(() -> lagging.there(database))
                .hasMessage(
                        """
                        role %1$s cannot see how far standbys are behind
                          Detail: maxReplicaLag needs what pg_stat_replication shows to pg_read_all_stats.
                          Hint: GRANT pg_read_all_stats TO %1$s, or leave maxReplicaLag out."""
                                .formatted(role));
        database.asSuperuser("GRANT pg_read_all_stats TO " + role);
        lagging.there(database);
        assertThat(database.one(MOVED)).isEqualTo("1463");
    }

    /** The planner's estimate, which is exact here because nothing has changed since ANALYZE. */
    @Test
    void pgStatActivitySaysHowFarItIs(TestDatabase database) throws Exception {
        database.query("ANALYZE " + Orders.LEGACY);
        Pacing restful = new Pacing(new BigDecimal("999"), Optional.empty(), Optional.empty());
        Moving whole = Moving.of(REQUEST, "MINVALUE", "2027-03-01").name("all").paced(restful);
        try (Connection owner = database.owner();
                Running run = Running.of(owner, () -> Planning.move(owner, whole.move()))) {
            run.until("rows moved");
            assertThat(
                            database.asSuperuser(
                                    "SELECT application_name, pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'partition%'"))
                    .singleElement()
                    .asString()
                    .matches(
                            "partition Sales\\.Ord\"ers \\d+% \\d+/2000 rows eta 00:00:\\d\\d\\|t");
            assertThat(run.died()).isTrue();
        }
    }
}
