// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/**
 * A range in the middle of a default partition moves out and back while the table and a plain twin
 * are written to, killed or not: every read must find them equal.
 */
@PostgresTest
class DefaultTwinIT {

    private static final Moving MOVING =
            Moving.of(Twins.attached(), "2025-04-01", "2025-09-01").interval("month");

    /** What was the old heap is the default partition now, and no old heap of ours any more. */
    private static void create(TestDatabase database) throws SQLException {
        Runs.convert(database, Twins.attached());
        database.query(
                """
                ALTER TABLE "Sales"."Twin ""a" DETACH PARTITION "Sales"."Twin ""a_legacy";
                ALTER TABLE "Sales"."Twin ""a_legacy" DROP CONSTRAINT "Twin ""a_legacy_bounds";
                ALTER TABLE "Sales"."Twin ""a_legacy" RENAME TO "Twin's rest";
                ALTER TABLE "Sales"."Twin ""a" ATTACH PARTITION "Sales"."Twin's rest" DEFAULT;
                """);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void plainReadersAndWritersSeeEveryRowOnce(long seed, TestDatabase database) throws Exception {
        Twins twins = new Twins(database, seed, false, false, 1);
        create(database);
        try (twins) {
            twins.start();
            MOVING.there(database);
            MOVING.back(database);
            MOVING.there(database);
        }
        assertThat(twins.faults()).as("seed %d", seed).isEmpty();
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();
        assertThat(twins.written()).isGreaterThan(50);
        assertThat(twins.compared()).isGreaterThan(3);
        assertThat(leftovers(database))
                .as("seed %d", seed)
                .hasSize(5)
                .allMatch(n -> n.contains("_y2025m0"));
    }

    @ParameterizedTest
    @ValueSource(longs = {3})
    void goesOnAfterEachKill(long seed, TestDatabase database) throws Exception {
        Random random = new Random(seed);
        Twins twins = new Twins(database, seed, false, false, 4);
        create(database);
        try (twins) {
            twins.start();
            for (boolean there : new boolean[] {true, false, true, false}) {
                for (int i = 0; i < 5; i++) {
                    killed(database, there, random.nextInt(1500));
                }
                run(database.owner(), there);
            }
        }
        assertThat(twins.faults()).as("seed %d", seed).isEmpty();
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();
        assertThat(leftovers(database)).as("seed %d", seed).isEmpty();
    }

    private static List<String> leftovers(TestDatabase database) {
        return database.query(
                "SELECT relname FROM pg_class WHERE relname ~ 'a_y2025' AND relkind = 'r' UNION ALL SELECT proname FROM pg_proc WHERE proname LIKE 'livepartition%'");
    }

    private static void killed(TestDatabase database, boolean there, int afterMillis)
            throws Exception {
        Connection connection = database.owner();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> run = thread.submit(() -> run(connection, there));
            run.get(afterMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            database.asSuperuser("SELECT pg_terminate_backend(%d, 60000)".formatted(pid));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.shutdown();
            assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static Object run(Connection connection, boolean there) throws SQLException {
        return there ? MOVING.there(connection) : MOVING.back(connection);
    }
}
