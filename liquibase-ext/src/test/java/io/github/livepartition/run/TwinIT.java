// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A table is copied, switched and switched back while it and a plain twin are written to. {@code
 * -Dtwin.seeds=1-20} runs more, or the one that failed.
 */
@PostgresTest
class TwinIT {

    static LongStream seeds() {
        return Seeds.of("twin.seeds", "2-3");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void staysEqualToItsTwin(long seed, TestDatabase database) throws Exception {
        equal(seed, database, new Twins(database, seed), Twins.request());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {12})
    void staysEqualByHash(long seed, TestDatabase database) throws Exception {
        equal(seed, database, new Twins(database, seed, ""), Twins.byHash());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {24})
    void staysEqualOnTwoLevels(long seed, TestDatabase database) throws Exception {
        equal(seed, database, new Twins(database, seed, ""), Twins.byMonthAndHash());
    }

    private static void equal(long seed, TestDatabase database, Twins twins, Request request)
            throws Exception {
        try (twins) {
            twins.start();
            Runs.convert(database, request);
            Thread.sleep(300);
            Runs.revert(database, request);
            Thread.sleep(300);
            Runs.convert(database, request);
            Thread.sleep(300);
        }
        assertThat(twins.faults()).as("seed %d", seed).isEmpty();
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();

        assertThat(twins.written()).as("seed %d", seed).isGreaterThan(100);
        assertThat(twins.compared()).as("seed %d", seed).isGreaterThan(10);
        Runs.dropLegacy(database, request);
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();
    }
}
