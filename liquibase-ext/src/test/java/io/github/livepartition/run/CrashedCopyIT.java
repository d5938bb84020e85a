// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shuts the server down immediately at random moments of a copy while the table is written to: each
 * time the next run goes on, and in the end nothing is lost. {@code -Dcrash.seeds=1-10} runs more,
 * or the one that failed.
 */
@PostgresTest(crash = true)
class CrashedCopyIT {

    private static final int CRASHES = 2;

    static LongStream seeds() {
        return Seeds.of("crash.seeds", "1-2");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesOnAfterEachCrash(long seed, TestDatabase database) throws Exception {
        Moments moments = new Moments(new Random(seed));
        int crashes = 0;
        Twins twins = new Twins(database, seed);
        try (twins) {
            twins.start();
            for (boolean there : new boolean[] {true, false, true}) {
                for (int i = 0; i < CRASHES; i++) {
                    crashes += crashed(database, moments, there);
                }
                Running.there(database.owner(), Twins.request(), there).finish();
            }
        }
        assertThat(twins.faults()).as("seed %d", seed).isEmpty();
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();
        assertThat(crashes).as("seed %d", seed).isPositive();
    }

    /** 1, or 0 when the run had ended by itself. */
    private static int crashed(TestDatabase database, Moments moments, boolean there)
            throws Exception {
        try (Running run = Running.there(database.owner(), Twins.request(), there)) {
            if (!moments.await(run, there)) {
                run.finish();
                return 0;
            }
            database.crash();
            run.end();
            return 1;
        }
    }
}
