// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void isThatOfTheTenthAroundAShare() {
        Rate rate = new Rate();
        rate.add(0, 0);
        rate.add(SECOND, 500);
        rate.add(6 * SECOND, 1000);
        assertThat(rate.at(0.1)).isCloseTo(500, within(1e-6));
        assertThat(rate.at(0.9)).isCloseTo(100, within(1e-6));
    }
}
