// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarsTest {
    @Test
    void drawsEighths() {
        assertThat(Bars.bar(100, 100, 3)).isEqualTo("███");
        assertThat(Bars.bar(50, 100, 3)).isEqualTo("█▌");
        assertThat(Bars.bar(0, 100, 3)).isEmpty();
    }

    @Test
    void showsTheSmallestToo() {
        assertThat(Bars.bar(1, 1_000_000, 3)).isEqualTo("▏");
    }

    @Test
    void drawsALine() {
        assertThat(Bars.line(new double[] {0, 1, 4, 8, 0.01})).isEqualTo(" ▁▄█▁");
        assertThat(Bars.line(new double[] {0, 0})).isEqualTo("  ");
    }
}
