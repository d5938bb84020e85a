// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/**
 * Kills the session that copies at random moments while the table is written to: each time the next
 * run goes on, and in the end nothing is lost. {@code -Dkill.seeds=1-20} runs more, or the one that
 * failed.
 */
@PostgresTest
class KilledCopyIT {

    private static final int KILLS = 5;

    static LongStream seeds() {
        return Seeds.of("kill.seeds", "1-4");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesOnAfterEachKill(long seed, TestDatabase database) throws Exception {
        Moments moments = new Moments(new Random(seed));
        int kills = 0;
        Twins twins = new Twins(database, seed);
        try (twins) {
            twins.start();
            for (boolean there : new boolean[] {true, false, true}) {
                for (int i = 0; i < KILLS; i++) {
                    kills += killed(database, moments, there);
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
        assertThat(kills).as("seed %d", seed).isPositive();
    }

    /** 1, or 0 when the run had ended by itself. */
    private static int killed(TestDatabase database, Moments moments, boolean there)
            throws Exception {
        Connection connection = database.owner();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        try (Running run = Running.there(connection, Twins.request(), there)) {
            if (!moments.await(run, there)) {
                run.finish();
                return 0;
            }
            database.asSuperuser("SELECT pg_terminate_backend(%d, 60000)".formatted(pid));
            run.end();
            return 1;
        }
    }
}
