// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shuts the server down immediately at random moments of moves in slices. {@code
 * -Dcrash.seeds=1-10} runs more, or the one that failed.
 */
@PostgresTest(crash = true)
class CrashedMoveIT {

    private static final int ATTEMPTS = 4;

    static LongStream seeds() {
        return Seeds.of("crash.seeds", "1-1");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesOnAfterEachCrash(long seed, TestDatabase database) throws Exception {
        Twins twins = KilledMoveIT.attached(database, seed);
        Kills.ofTheServer(database, twins, seed).over(ATTEMPTS, KilledMoveIT.works());
    }
}
