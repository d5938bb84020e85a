// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Completion;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills whoever stages ranges, completes the move and takes it back at random moments. {@code
 * -Dkill.seeds=1-20} runs more, or the one that failed.
 */
@PostgresTest
class KilledStageIT {

    private static final int ATTEMPTS = 3;

    static LongStream seeds() {
        return Seeds.of("kill.seeds", "1-1");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesOnAfterEachKill(long seed, TestDatabase database) throws Exception {
        Kills.ofSessions(database, attached(database, seed), seed).over(ATTEMPTS, works(seed));
    }

    static Twins attached(TestDatabase database, long seed) throws Exception {
        Twins twins = new Twins(database, seed, seed % 2 == 0, true, 4);
        Runs.convert(database, StageTwinIT.REQUEST);
        return twins;
    }

    /** Each range, the switch, back, the switch again, and the end. */
    static List<Kills.Work> works(long seed) {
        Completion completion = Completing.of(StageTwinIT.REQUEST).completion();
        Kills.Work complete = connection -> Planning.completion(connection, completion);
        List<Kills.Work> works = new ArrayList<>();
        for (Moving moving : StageTwinIT.moves(seed)) {
            works.add(connection -> Planning.move(connection, moving.move()));
        }
        works.add(complete);
        works.add(connection -> Planning.completionBack(connection, completion));
        works.add(complete);
        works.add(connection -> Planning.partitionDrop(connection, StageTwinIT.drop()));
        return works;
    }
}
