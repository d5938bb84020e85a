// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MovedTest {

    @Test
    void countsHowLongLocksWereHeld() {
        Moved moved = new Moved();
        moved.hear(
                "move the rows",
                "  200 rows moved, all keys below 'x' are in p; locked for 4.5 ms");
        moved.hear(
                "move the rows",
                "  450 rows moved, all keys below 'y' are in p; locked for 51.0 ms");
        moved.hear("move the rows", "  waiting for a lock");
        Table table = LockTimes.table();
        moved.locks().describe("slices", table);
        assertThat(table.toString().lines().skip(2))
                .containsExactly(
                        "| slices    | move the rows | 2        | 1    | 0    | 0    | 0    | 0    | 1    | 0     | 0    | 4.5 | 51.0 | 51.0    | 50.0        |");
    }
}
