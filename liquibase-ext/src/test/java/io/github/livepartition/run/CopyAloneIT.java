// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.script.Script;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** Two runs on one table exclude each other, whatever they are about. */
@PostgresTest
class CopyAloneIT {

    private static final Request REQUEST =
            Request.of("Sales", "t", "at", "month")
                    .primaryKey("id", "at")
                    .pace(100, 120_000)
                    .copy();

    private TestDatabase db;

    @BeforeEach
    void create(TestDatabase database) {
        db = database;
        db.query(
                """
                CREATE TABLE "Sales".c (id bigint PRIMARY KEY);
                INSERT INTO "Sales".c VALUES (1);
                CREATE TABLE "Sales".t (id bigint PRIMARY KEY, at date NOT NULL, c bigint REFERENCES "Sales".c);
                CREATE INDEX ON "Sales".t (at);
                INSERT INTO "Sales".t SELECT g, date '2025-01-01' + g, 1 FROM generate_series(1, 50) g;
                """);
    }

    /** Who has a snapshot from before the copy was settled keeps the switch waiting. */
    private Session oldSnapshot() throws SQLException {
        Session session = db.session("old");
        session.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        session.run("SELECT 1");
        return session;
    }

    private static void refused(ThrowingCallable run) {
        assertThatThrownBy(run)
                .isInstanceOfSatisfying(
                        PSQLException.class,
                        e -> {
                            assertThat(e.getServerErrorMessage().getMessage())
                                    .isEqualTo("another run is at work on table \"Sales\".\"t\"");
                            assertThat(e.getServerErrorMessage().getHint())
                                    .isEqualTo(
                                            "Wait until it has ended; its client may have died.");
                            assertThat(e.getSuppressed()).isEmpty();
                        });
    }

    @Test
    void whileAConversionWaits() throws Exception {
        Session old = oldSnapshot();
        try (Running first = Running.conversion(db.owner(), REQUEST)) {
            first.until(": switch");
            refused(() -> Runs.convert(db, REQUEST));
            refused(() -> Runs.revert(db, REQUEST));
            old.run("COMMIT");
            first.finish();
        }
        assertThat(Runs.convert(db, REQUEST)).hasSize(1);
    }

    @Test
    void whileARollbackWaits() throws Exception {
        Runs.convert(db, REQUEST);
        Session old = oldSnapshot();
        try (Running first = Running.reversion(db.owner(), REQUEST)) {
            first.until(": switch back");
            refused(() -> Runs.revert(db, REQUEST));
            refused(() -> Runs.convert(db, REQUEST));
            refused(() -> Runs.dropLegacy(db, REQUEST));
            old.run("COMMIT");
            first.finish();
        }
        assertThat(db.one("SELECT relkind FROM pg_class WHERE oid = '\"Sales\".t'::regclass"))
                .isEqualTo("r");
    }

    @Test
    void toDropTheOldHeapWhileTheConversionStillValidates() throws Exception {
        Session holder = db.session("holder");
        // the session begins, then log, create, copy, refresh, build, compare, switch
        Fuse fuse =
                new Fuse(
                        db.owner(),
                        8,
                        () -> {
                            holder.run("BEGIN");
                            holder.run("LOCK TABLE \"Sales\".c");
                        });
        try (Running first = Running.conversion(fuse.connection(), REQUEST)) {
            first.until("validate");
            refused(() -> Runs.dropLegacy(db, REQUEST));
            refused(() -> Runs.convert(db, REQUEST));
            refused(() -> Runs.revert(db, REQUEST));
            holder.run("COMMIT");
            first.finish();
        }
        Runs.dropLegacy(db, REQUEST);
        assertThat(db.one("SELECT count(*) FROM \"Sales\".t")).isEqualTo("50");
    }

    @Test
    void untilTheBackendHasEndedWhoseClientDied() throws Exception {
        Session old = oldSnapshot();
        Runs.upTo(db, REQUEST, "switch");
        Connection connection = db.owner();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        Script script = Script.of(Planning.conversion(connection, REQUEST.conversion()));
        for (String begin : script.begin()) {
            Orders.execute(connection, begin);
        }
        // as on a platform that cannot tell whether the client is still there
        Orders.execute(connection, "SET client_connection_check_interval = 0");
        CompletableFuture<Void> stage =
                CompletableFuture.runAsync(
                        () ->
                                assertThatThrownBy(
                                                () ->
                                                        Orders.execute(
                                                                connection, script.stages().get(0)))
                                        .isInstanceOf(SQLException.class));
        while (db.asSuperuser(
                        "SELECT FROM pg_stat_activity WHERE state = 'active' AND pid = " + pid)
                .isEmpty()) {
            Thread.sleep(5);
        }
        connection.abort(Runnable::run);
        stage.get(1, TimeUnit.MINUTES);
        refused(() -> Runs.convert(db, REQUEST));
        assertThat(isThere(pid)).isTrue();
        old.run("COMMIT");
        while (isThere(pid)) {
            Thread.sleep(20);
        }
        // it was the switch itself that nobody waited for any more
        assertThat(db.one("SELECT relkind FROM pg_class WHERE oid = '\"Sales\".t'::regclass"))
                .isEqualTo("p");
        Runs.convert(db, REQUEST);
        assertThat(db.one("SELECT count(*), count(DISTINCT id) FROM \"Sales\".t"))
                .isEqualTo("50|50");
    }

    private boolean isThere(int pid) {
        return !db.asSuperuser("SELECT FROM pg_stat_activity WHERE pid = " + pid).isEmpty();
    }
}
