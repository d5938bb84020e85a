// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void oneOfAnOddNumberIsTheMiddle() {
        assertThat(Spread.of(List.of(3.0, 1.0, 9.0))).isEqualTo(new Spread(1, 3, 9));
    }

    @Test
    void ofAnEvenNumberTheMiddleIsBetweenTwo() {
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0, 2.0))).isEqualTo(new Spread(1, 3, 9));
    }

    @Test
    void hasAPointInEveryLocale() {
        assertThat(new Spread(1, 1.155, 2).text(2)).isEqualTo("1.00 / 1.16 / 2.00");
    }
}
