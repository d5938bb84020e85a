// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else has the table: we wait without standing in the way, or say who it is. */
@PostgresTest
class BlockedRunIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    private static final String QUEUED =
            "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'relation' AND mode = 'AccessExclusiveLock'"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM \"Sales\".\"Ord\"\"ers\"",
                "UPDATE \"Sales\".\"Ord\"\"ers\" SET note = 'held' WHERE \"Id\" = 8",
                "SELECT \"Id\" FROM \"Sales\".\"Ord\"\"ers\" WHERE \"Id\" = 9 FOR UPDATE",
            })
    void neverQueuesBehindSomebodyWhoStaysAndNamesHim(String held, TestDatabase database)
            throws Exception {
        Orders.create(database, 100);
        Session holder = database.session("holder");
        Future<?> run;
        try (Connection connection = database.owner()) {
            // the indexes come before: CREATE INDEX CONCURRENTLY waits for every writer
            Fuse fuse =
                    new Fuse(
                            connection,
                            3,
                            () -> {
                                holder.run("BEGIN");
                                holder.run(held);
                            });
            run = thread.submit(() -> Runs.convert(fuse.connection(), REQUEST.pace(100, 4_000)));
            int queued = 0;
            while (!run.isDone()) {
                queued += database.asSuperuser(QUEUED).size();
            }
            assertThat(queued).as("requests of ours in the queue").isZero();
            assertThatThrownBy(run::get)
                    .rootCause()
                    .hasMessageContaining("could not lock table \"Sales\".\"Ord\"\"ers\" within 4s")
                    .hasMessageContaining("Detail: It is held by pid " + holder.pid())
                    .hasMessageContaining("(idle in transaction since ")
                    .hasMessageContaining(held)
                    .hasMessageContaining(
                            "Hint: Nothing has changed in this stage. End these transactions, or set lockRetryFor to more, and run it again.");
            assertThat(connection.isClosed()).isFalse();
        }
        assertThat(
                        database.one(
                                "SELECT relkind FROM pg_class WHERE oid = '"
                                        + Orders.NAME
                                        + "'::regclass"))
                .isEqualTo("r");
        holder.run("COMMIT");
        Runs.convert(database, REQUEST);
        assertThat(database.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("100");
    }

    @Test
    void namesThePreparedTransactionAndTheThreeWhoWaitLongest(TestDatabase database)
            throws Exception {
        Orders.create(database, 100);
        Fuse fuse =
                new Fuse(
                        database.owner(),
                        3,
                        () -> {
                            try (Connection preparing = database.owner()) {
                                Orders.execute(
                                        preparing,
                                        "BEGIN; SELECT FROM %s LIMIT 1; PREPARE TRANSACTION 'left over'"
                                                .formatted(Orders.NAME));
                            }
                            for (int i = 0; i < 4; i++) {
                                Session session = database.session("holder " + i);
                                session.run("BEGIN");
                                session.run("SELECT %d FROM %s".formatted(i, Orders.NAME));
                            }
                        });
        assertThatThrownBy(() -> Runs.convert(fuse.connection(), REQUEST.pace(100, 1_500)))
                .rootCause()
                .hasMessageMatching(
                        "(?s).*It is held by prepared transaction \"left over\" \\(since [^)]*\\);"
                                + " pid \\d+ .*: SELECT 0 .*; pid \\d+ .*: SELECT 1 .*; and 2 more\\..*");
        database.query("ROLLBACK PREPARED 'left over'");
    }

    @Test
    void getsThroughWhenTheHolderEnds(TestDatabase database) throws Exception {
        Orders.create(database, 100);
        Session holder = database.session("holder");
        Connection connection = database.owner();
        List<String> progress = new CopyOnWriteArrayList<>();
        Fuse fuse =
                new Fuse(
                        connection,
                        3,
                        () -> {
                            holder.run("BEGIN");
                            holder.run("SELECT count(*) FROM \"Sales\".on_view");
                        });
        Future<?> run =
                thread.submit(
                        () -> {
                            new Runner(fuse.connection(), progress::add)
                                    .run(
                                            () ->
                                                    Planning.conversion(
                                                            fuse.connection(),
                                                            REQUEST.conversion()));
                            return null;
                        });
        while (progress.stream().noneMatch(line -> line.startsWith("  waiting for pid "))) {
            assertThat(run.isDone()).isFalse();
            Thread.sleep(10);
        }
        holder.run("COMMIT");
        run.get();
        assertThat(
                        database.one(
                                "SELECT relkind FROM pg_class WHERE oid = '"
                                        + Orders.NAME
                                        + "'::regclass"))
                .isEqualTo("p");
    }

    @Test
    void refusesASecondRun(TestDatabase database) throws Exception {
        Orders.create(database, 100);
        Fuse first =
                new Fuse(
                        database.owner(),
                        2,
                        () -> {
                            var before = Definition.of(database);
                            assertThatThrownBy(() -> Runs.convert(database, REQUEST))
                                    .hasMessageContaining(
                                            "another run is at work on table \"Sales\".\"Ord\"\"ers\"")
                                    .hasMessageContaining(
                                            "Hint: Wait until it has ended; its client may have died.");
                            assertThat(Definition.of(database)).isEqualTo(before);
                        });
        Runs.convert(first.connection(), REQUEST);
        assertThat(first.blown()).isTrue();
    }

    @Test
    void givesTheSessionBack(TestDatabase database) throws Exception {
        Orders.create(database, 100);
        try (Connection connection = database.owner()) {
            Orders.execute(connection, "SET search_path = \"Sales\"");
            String before = settings(connection);
            Runs.convert(connection, REQUEST);
            assertThat(settings(connection)).isEqualTo(before);
            assertThatThrownBy(
                            () -> Runs.convert(connection, Orders.request().boundary("2027-04-01")))
                    .hasMessageContaining("is already converted, with another boundary");
            assertThat(settings(connection)).isEqualTo(before);
        }
    }

    private static String settings(Connection connection) throws Exception {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                SELECT string_agg(name || '=' || setting, E'\\n' ORDER BY name) || current_user
                                  || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())
                                FROM pg_settings WHERE name !~ '^plpgsql[.]|transaction_.*only'
                                """)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
