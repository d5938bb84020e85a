// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills whoever copies and switches at random moments. {@code -Dkill.seeds=1-20} runs more, or the
 * one that failed.
 */
@PostgresTest
class KilledCopyIT {

    private static final int ATTEMPTS = 5;

    static LongStream seeds() {
        return Seeds.of("kill.seeds", "1-2");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesOnAfterEachKill(long seed, TestDatabase database) throws Exception {
        Twins twins = new Twins(database, seed);
        Kills.ofSessions(database, twins, seed).over(ATTEMPTS, works());
    }

    /** There, back, there again, and the end. */
    static List<Kills.Work> works() {
        return List.of(
                KilledCopyIT::copy,
                connection -> Planning.reversion(connection, Twins.request().conversion()),
                KilledCopyIT::copy,
                connection -> Planning.legacyDrop(connection, Runs.legacyDrop(Twins.request())));
    }

    private static Plan copy(Connection connection) throws SQLException {
        return Planning.conversion(connection, Twins.request().conversion());
    }
}
