// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
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
 * Kills the session that moves rows at random moments while the table is written to: each time the
 * next run goes on, and in the end nothing is lost.
 */
@PostgresTest
class KilledMoveIT {

    private static final int KILLS = 6;

    private static final Moving MOVING =
            Moving.of(Twins.attached(), "MINVALUE", "2025-06-01")
                    .interval("quarter")
                    .mode(20, false, false);

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void goesOnAfterEachKill(long seed, TestDatabase database) throws Exception {
        Random random = new Random(seed);
        Twins twins = new Twins(database, seed, false, false, 4);
        Runs.convert(database, Twins.attached());
        try (twins) {
            twins.start();
            for (boolean there : new boolean[] {true, false, true, false}) {
                for (int i = 0; i < KILLS; i++) {
                    killed(database, there, random.nextInt(2500));
                }
                if (there) {
                    MOVING.there(database);
                } else {
                    MOVING.back(database);
                }
            }
        }
        assertThat(twins.faults()).as("seed %d", seed).isEmpty();
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();
        assertThat(
                        database.query(
                                "SELECT relname FROM pg_class WHERE relname ~ 'a_y2025|a_y2024' UNION ALL SELECT proname FROM pg_proc WHERE proname LIKE 'livepartition%'"))
                .as("seed %d", seed)
                .isEmpty();
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
