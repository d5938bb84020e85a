// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table is copied, switched and switched back while it and a plain twin are written to. */
@PostgresTest
class TwinIT {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void staysEqualToItsTwin(long seed, TestDatabase database) throws Exception {
        equal(seed, database, new Twins(database, seed, seed % 3 == 0), Twins.request());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void staysEqualByHash(long seed, TestDatabase database) throws Exception {
        equal(seed, database, new Twins(database, seed, seed % 3 == 0, ""), Twins.byHash());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void staysEqualOnTwoLevels(long seed, TestDatabase database) throws Exception {
        equal(seed, database, new Twins(database, seed, seed % 3 == 0, ""), Twins.byMonthAndHash());
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
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();
        assertThat(twins.faults()).as("seed %d", seed).isEmpty();

        assertThat(twins.written()).isGreaterThan(100);
        assertThat(twins.compared()).isGreaterThan(10);
    }
}
