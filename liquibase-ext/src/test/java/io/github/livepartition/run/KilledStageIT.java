// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
 * Kills the session that stages, switches and switches back at random moments while the table is
 * written to: each time the next run goes on, and in the end nothing is lost.
 */
@PostgresTest
class KilledStageIT {

    private static final int KILLS = 3;

    private interface Run {
        Object run(Connection connection) throws SQLException;
    }

    @ParameterizedTest
    @ValueSource(longs = {2})
    void goesOnAfterEachKill(long seed, TestDatabase database) throws Exception {
        Random random = new Random(seed);
        Completing completing = Completing.of(StageTwinIT.REQUEST);
        Twins twins = new Twins(database, seed, seed % 2 == 0, true, 1);
        Runs.convert(database, StageTwinIT.REQUEST);
        List<Run> runs = new ArrayList<>();
        StageTwinIT.moves(seed).forEach(moving -> runs.add(moving::there));
        runs.add(completing::there);
        runs.add(completing::back);
        runs.add(completing::there);
        try (twins) {
            twins.start();
            for (Run run : runs) {
                for (int i = 0; i < KILLS; i++) {
                    killed(database, run, random.nextInt(1500));
                }
                try (Connection connection = database.owner()) {
                    run.run(connection);
                }
            }
            StageTwinIT.drop(database);
        }
        assertThat(twins.faults()).as("seed %d", seed).isEmpty();
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();
    }

    private static void killed(TestDatabase database, Run run, int afterMillis) throws Exception {
        Connection connection = database.owner();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> running = thread.submit(() -> run.run(connection));
            running.get(afterMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            database.asSuperuser("SELECT pg_terminate_backend(%d, 60000)".formatted(pid));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.shutdown();
            assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
