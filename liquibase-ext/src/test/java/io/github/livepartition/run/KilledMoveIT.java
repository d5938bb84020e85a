// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills whoever moves rows in slices at random moments. {@code -Dkill.seeds=1-20} runs more, or the
 * one that failed.
 */
@PostgresTest
class KilledMoveIT {

    private static final int ATTEMPTS = 6;

    private static final Moving OLDEST =
            Moving.of(Twins.attached(), "MINVALUE", "2025-06-01")
                    .interval("quarter")
                    .mode(20, false, false);

    static LongStream seeds() {
        return Seeds.of("kill.seeds", "1-2");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesOnAfterEachKill(long seed, TestDatabase database) throws Exception {
        Kills.ofSessions(database, attached(database, seed), seed).over(ATTEMPTS, works());
    }

    static Twins attached(TestDatabase database, long seed) throws Exception {
        Twins twins = new Twins(database, seed, false, false, 4);
        Runs.convert(database, Twins.attached());
        return twins;
    }

    /** There and back, twice. */
    static List<Kills.Work> works() {
        Kills.Work there = connection -> Planning.move(connection, OLDEST.move());
        Kills.Work back = connection -> Planning.moveBack(connection, OLDEST.move());
        return List.of(there, back, there, back);
    }
}
