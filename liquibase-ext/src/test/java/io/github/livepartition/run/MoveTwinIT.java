// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ranges at both edges of the old heap move out in many slices and back while the table and a plain
 * twin are written to: every read must find them equal.
 */
@PostgresTest
class MoveTwinIT {

    private static final Moving OLDEST =
            Moving.of(Twins.attached(), "MINVALUE", "2025-06-01").interval("month");
    private static final Moving NEWEST =
            Moving.of(Twins.attached(), "2025-10-01", "2027-01-01").interval("quarter");

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void plainReadersAndWritersSeeEveryRowOnce(long seed, TestDatabase database) throws Exception {
        equal(database, seed, false, 30);
    }

    /** In an application that leaves room for it, each slice finds its instant. */
    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void theSameWithWait(long seed, TestDatabase database) throws Exception {
        equal(database, seed, true, 50);
    }

    private static void equal(TestDatabase database, long seed, boolean waits, long maxLockMillis)
            throws Exception {
        Twins twins = new Twins(database, seed, false, false, waits ? 20 : 1);
        Runs.convert(database, Twins.attached());
        try (twins) {
            twins.start();
            for (Moving moving : new Moving[] {OLDEST, NEWEST}) {
                moving.mode(maxLockMillis, waits, false).there(database);
            }
            for (Moving moving : new Moving[] {NEWEST, OLDEST}) {
                moving.mode(maxLockMillis, waits, false).back(database);
            }
        }
        assertThat(twins.faults()).as("seed %d", seed).isEmpty();
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();
        assertThat(twins.written()).isGreaterThan(50);
        assertThat(twins.compared()).isGreaterThan(3);
        assertThat(
                        database.query(
                                "SELECT relname FROM pg_class WHERE relname LIKE 'Twin \"a_%' AND relkind = 'r' ORDER BY 1"))
                .as("seed %d", seed)
                .containsExactly(
                        "Twin \"a_legacy",
                        "Twin \"a_y2027m01",
                        "Twin \"a_y2027m02",
                        "Twin \"a_y2027m03");
    }
}
