// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "100ms, PT0.1S",
        "2s, PT2S",
        "10m, PT10M",
        "1h, PT1H",
        "' 2 s ', PT2S",
        "PT10M, PT10M",
        "pt0.25s, PT0.25S",
        "P1D, PT24H",
        "0s, PT0S",
        "999999999h, PT999999999H"
    })
    void isReadAsPeopleWriteIt(String text, Duration expected) {
        assertThat(DurationText.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100",
                "ms",
                "1.5s",
                "-1s",
                "10 minutes",
                "1h30m",
                "1d",
                "PT-1S",
                "PT",
                "PT0.0001S",
                "9999999999s",
                "10M"
            })
    void isRefusedOtherwise(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @Test
    void isNotFoldedAsAUnit() {
        assertThat(DurationText.parse("10MS")).isEmpty();
    }
}
