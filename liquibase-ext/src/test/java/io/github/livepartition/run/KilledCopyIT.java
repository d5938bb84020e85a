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
 * Kills the session that copies at random moments while the table is written to: each time the next
 * run goes on, and in the end nothing is lost.
 */
@PostgresTest
class KilledCopyIT {

    private static final int KILLS = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void goesOnAfterEachKill(long seed, TestDatabase database) throws Exception {
        Random random = new Random(seed);
        Twins twins = new Twins(database, seed, seed % 2 == 0);
        try (twins) {
            twins.start();
            for (boolean there : new boolean[] {true, false, true}) {
                for (int i = 0; i < KILLS; i++) {
                    killed(database, there, random.nextInt(900));
                }
                if (there) {
                    Runs.convert(database, Twins.request());
                } else {
                    Runs.revert(database, Twins.request());
                }
            }
        }
        assertThat(twins.faults()).as("seed %d", seed).isEmpty();
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();
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
        return there
                ? Runs.convert(connection, Twins.request())
                : Runs.revert(connection, Twins.request());
    }
}
