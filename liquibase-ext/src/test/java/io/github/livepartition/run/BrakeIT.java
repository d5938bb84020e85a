// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.catalog.Advisory;
import io.github.livepartition.script.Stopping;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A run is stopped between two batches, by the key that each batch holds. */
@PostgresTest
class BrakeIT {

    private static final QualifiedName TABLE = QualifiedName.of(Orders.SCHEMA, Orders.TABLE);
    private static final String KEY = Advisory.pause(TABLE).text();
    private static final String BATCH =
            "BEGIN; SELECT pg_advisory_xact_lock_shared(%s)".formatted(KEY);
    private static final String FOREVER = "SELECT pg_sleep(600)";
    private static final Duration PATIENT = Duration.ofMinutes(2);

    @Test
    void waitsForTheBatchAndEndsWhatComesAfterIt(TestDatabase db) throws Exception {
        Session worker = worker(db);
        worker.run(BATCH);
        try (Connection control = db.owner();
                Brake brake = new Brake(control, worker.pid(), TABLE)) {
            CompletableFuture<Void> stop = stop(brake, PATIENT);
            awaitTrue(
                    db,
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
            assertThat(stop).isNotDone();
            worker.run("COMMIT");
            worker.start(FOREVER);
            assertCanceled(worker);
            assertThat(stop).as("it cancels until the run says that it has ended").isNotDone();
            brake.runEnded();
            stop.get(1, TimeUnit.MINUTES);
            assertThat(paused(db)).as("no other batch begins").isTrue();
        }
        assertThat(paused(db)).as("the next run may go on").isFalse();
    }

    @Test
    void givesUpABatchThatTakesTooLong(TestDatabase db) throws Exception {
        Session worker = worker(db);
        worker.run(BATCH);
        worker.start(FOREVER);
        try (Brake brake = new Brake(db.owner(), worker.pid(), TABLE)) {
            CompletableFuture<Void> stop = stop(brake, Duration.ofMillis(10));
            assertCanceled(worker);
            brake.runEnded();
            stop.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void needsNoBatchWhereSomebodyHasStoppedItAlready(TestDatabase db) throws Exception {
        Session other = db.session("night shift");
        other.run("SELECT pg_advisory_lock(%s)".formatted(KEY));
        assertThat(paused(db)).isTrue();
        Session worker = worker(db);
        worker.start(FOREVER);
        try (Brake brake = new Brake(db.owner(), worker.pid(), TABLE)) {
            CompletableFuture<Void> stop = stop(brake, PATIENT);
            assertCanceled(worker);
            brake.runEnded();
            stop.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void leavesARunAloneThatHasEnded(TestDatabase db) throws Exception {
        Session worker = worker(db);
        worker.start("SELECT pg_advisory_lock(1)");
        try (Brake brake = new Brake(db.owner(), worker.pid(), TABLE)) {
            brake.runEnded();
            stop(brake, PATIENT).get(1, TimeUnit.MINUTES);
            assertThat(paused(db)).isFalse();
        }
        worker.finish();
    }

    @Test
    void looksWithoutHolding(TestDatabase db) throws Exception {
        Session looking = db.session("looking");
        assertThat(looking.run(Stopping.isPaused(TABLE))).containsExactly("f");
        assertThat(
                        db.asSuperuser(
                                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = "
                                        + looking.pid()))
                .containsExactly("0");
        assertThat(looking.run(Stopping.PID)).containsExactly(Integer.toString(looking.pid()));
    }

    private static Session worker(TestDatabase db) throws SQLException {
        return db.session("worker");
    }

    private static CompletableFuture<Void> stop(Brake brake, Duration patience) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        brake.stop(patience);
                    } catch (SQLException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static void assertCanceled(Session worker) {
        assertThatThrownBy(worker::finish)
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("57014");
    }

    private static boolean paused(TestDatabase db) {
        return db.one(Stopping.isPaused(TABLE)).equals("t");
    }

    private static void awaitTrue(TestDatabase db, String count) {
        for (int i = 0; db.asSuperuser(count).get(0).equals("0"); i++) {
            assertThat(i).as(count).isLessThan(10_000);
        }
    }
}
