// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

/**
 * Kills the session after every statement, and within every one that can wait: the next run ends
 * the same.
 */
@PostgresTest
class InterruptedSessionIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    @Test
    void afterEachStatementOfAConversion(TestDatabase database) throws Exception {
        Orders.create(database, 500);
        List<String> wanted;
        try (TestDatabase whole = database.copy()) {
            Runs.convert(whole, REQUEST);
            wanted = Definition.of(whole);
        }
        int kills = 0;
        for (boolean blown = true; blown; kills++) {
            try (TestDatabase copy = database.copy()) {
                blown = interrupted(copy, kills + 1, Runs::convert);
                Runs.convert(copy, REQUEST);
                assertThat(Definition.of(copy)).as("killed after %d", kills + 1).isEqualTo(wanted);
                assertThat(copy.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("500");
            }
        }
        // one to begin, six stages, one to end
        assertThat(kills - 1).isEqualTo(8);
    }

    @Test
    void afterEachStatementOfARollback(TestDatabase database) throws Exception {
        Orders.create(database, 500);
        var before = Definition.of(database);
        Runs.convert(database, REQUEST);
        database.query(
                """
                INSERT INTO "Sales"."Ord""ers" ("Cust""omer", "Created At", amount)
                  SELECT 1, timestamptz '2027-03-01' + g % 60 * interval '1 day', g FROM generate_series(1, 1500) g
                """);
        int kills = 0;
        for (boolean blown = true; blown; kills++) {
            try (TestDatabase copy = database.copy()) {
                blown = interrupted(copy, kills + 1, Runs::revert);
                Runs.revert(copy, REQUEST);
                assertThat(Definition.of(copy)).as("killed after %d", kills + 1).isEqualTo(before);
                assertThat(copy.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("2000");
            }
        }
        // one to begin, an index of the old key and one for each of three partitions, slices,
        // cut-over, index, one to end
        assertThat(kills - 1).isEqualTo(9);
    }

    private interface Run {
        Object on(Connection connection, Request request) throws SQLException;
    }

    /** Whether the run had so many statements. */
    private static boolean interrupted(TestDatabase database, int statements, Run run)
            throws SQLException {
        Connection connection = database.owner();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        Fuse fuse =
                new Fuse(
                        connection,
                        statements,
                        () ->
                                database.asSuperuser(
                                        "SELECT pg_terminate_backend(%d, 60000)".formatted(pid)));
        try {
            run.on(fuse.connection(), REQUEST);
        } catch (SQLException e) {
            assertThat(fuse.blown()).as("%s", e).isTrue();
        }
        return fuse.blown();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | BEGIN; UPDATE \"Sales\".\"Ord\"\"ers\" SET note = 'held' WHERE \"Id\" = 7 | CREATE UNIQUE INDEX CONCURRENTLY",
                "2 | BEGIN; SELECT count(*) FROM \"Sales\".\"Ord\"\"ers\" | DO $livepartition$",
                "3 | BEGIN; LOCK TABLE \"Sales\".\"Ord\"\"ers\" IN SHARE UPDATE EXCLUSIVE MODE | ALTER TABLE",
                "4 | BEGIN; SELECT count(*) FROM \"Sales\".\"Open Ord\"\"ers\" | DO $livepartition$",
            })
    void withinAStatementThatWaits(
            int stagesBefore, String hold, String waiting, TestDatabase database) throws Exception {
        Orders.create(database, 500);
        List<String> wanted;
        try (TestDatabase whole = database.copy()) {
            Runs.convert(whole, REQUEST);
            wanted = Definition.of(whole);
        }
        Connection connection = database.owner();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        Session holder = database.session("holder");
        // one statement begins the session
        Fuse fuse = new Fuse(connection, 1 + stagesBefore, () -> holder.run(hold));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> run = thread.submit(() -> Runs.convert(fuse.connection(), REQUEST));
            await(
                    database,
                    "SELECT 1 FROM pg_stat_activity WHERE pid = %d AND state = 'active' AND query LIKE '%%%s%%' AND xact_start < clock_timestamp() - interval '0.3 s'"
                            .formatted(pid, waiting));
            database.asSuperuser("SELECT pg_terminate_backend(%d, 60000)".formatted(pid));
            assertThatThrownBy(run::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SQLException.class);
        } finally {
            thread.shutdownNow();
        }
        holder.run("ROLLBACK");
        Runs.convert(database, REQUEST);
        assertThat(Definition.of(database)).isEqualTo(wanted);
    }

    private static void await(TestDatabase database, String query) throws InterruptedException {
        for (int i = 0; database.asSuperuser(query).isEmpty(); i++) {
            assertThat(i).as(query).isLessThan(6000);
            Thread.sleep(10);
        }
    }
}
