// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.Schemes.scheme;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are plain numbers. */
class NumberTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    smallint, 1000,    999,    0,      1000
                    smallint, 1000,    1000,   1000,   2000
                    smallint, 1000,    -1,     -1000,  0
                    smallint, 1000,    -1000,  -1000,  0
                    smallint, 1000,    -1001,  -2000,  -1000
                    smallint, 1,       -32768, -32768, -32767
                    integer,  1000000, 1999999999, 1999000000, 2000000000
                    integer,  2147483647, 0, 0, 2147483647
                    bigint,   3,       -9223372036854775804, -9223372036854775806, -9223372036854775803
                    bigint,   9000000000000000000, -1, -9000000000000000000, 0
                    """)
    void boundariesAreMultiples(
            String key, String interval, String at, String floor, String firstAfter) {
        var scheme = scheme(key, interval, "UTC");
        assertThat(scheme.floor(scheme.parse(at))).hasToString(floor);
        assertThat(scheme.firstAfter(scheme.parse(at))).hasToString(firstAfter);
    }

    @Test
    void haveNoNow() {
        assertThat(scheme(KeyType.BIGINT, "1000", "UTC").at(Instant.EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    date                        | day   | 2026-12-01
                    timestamp without time zone | hour  | 2026-12-01 00:30:00.123456
                    timestamp with time zone    | month | 2026-11-30 23:30:00.123456+00
                    integer seconds             | day   | 1796081400
                    bigint seconds              | day   | 1796081400
                    bigint millis               | day   | 1796081400123
                    bigint micros               | day   | 1796081400123456
                    uuid                        | day   | 01a22ecb-393b-0000-0000-000000000000
                    """)
    void timesHaveNow(String key, String interval, String now) {
        var scheme = scheme(key, interval, "Europe/Berlin");
        assertThat(scheme.at(Instant.parse("2026-11-30T23:30:00.123456789Z")))
                .contains(scheme.parse(now));
    }

    @Test
    void followEachOther() {
        var scheme = scheme(KeyType.INTEGER, "100", "UTC");
        assertThat(scheme.following(scheme.parse("-150"), 3))
                .hasToString("[-150 to -100, -100 to 0, 0 to 100]");
        assertThat(scheme.following(scheme.parse("2147483647"), 0)).isEmpty();
    }
}
