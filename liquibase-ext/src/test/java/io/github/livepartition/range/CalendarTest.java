// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.Schemes.scheme;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key type with every interval: the boundaries around a key. */
class CalendarTest {

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    date | day     | 2024-02-29 | 2024-02-29 | 2024-03-01
                    date | week    | 2024-12-31 | 2024-12-30 | 2025-01-06
                    date | week    | 2027-01-03 | 2026-12-28 | 2027-01-04
                    date | month   | 2024-02-29 | 2024-02-01 | 2024-03-01
                    date | month   | 2023-12-31 | 2023-12-01 | 2024-01-01
                    date | quarter | 2026-12-31 | 2026-10-01 | 2027-01-01
                    date | quarter | 2026-04-01 | 2026-04-01 | 2026-07-01
                    date | year    | 2024-02-29 | 2024-01-01 | 2025-01-01
                    date | year    | 0001-12-31 BC | 0001-01-01 BC | 0001-01-01
                    date | month   | 5874897-11-30 | 5874897-11-01 | 5874897-12-01

                    timestamp without time zone | hour    | 2026-03-29 02:59:59.999999 | 2026-03-29 02:00:00 | 2026-03-29 03:00:00
                    timestamp without time zone | day     | 2024-02-29 23:59:59        | 2024-02-29 00:00:00 | 2024-03-01 00:00:00
                    timestamp without time zone | week    | 2026-12-31 12:00:00        | 2026-12-28 00:00:00 | 2027-01-04 00:00:00
                    timestamp without time zone | month   | 2026-12-01 00:00:00        | 2026-12-01 00:00:00 | 2027-01-01 00:00:00
                    timestamp without time zone | quarter | 2026-02-01 00:00:00        | 2026-01-01 00:00:00 | 2026-04-01 00:00:00
                    timestamp without time zone | year    | 1969-12-31 23:59:59.999999 | 1969-01-01 00:00:00 | 1970-01-01 00:00:00

                    timestamp with time zone | hour    | 2026-12-01 00:30:00+00 | 2026-12-01 00:00:00+00 | 2026-12-01 01:00:00+00
                    timestamp with time zone | day     | 2026-12-01 22:59:59+00 | 2026-11-30 23:00:00+00 | 2026-12-01 23:00:00+00
                    timestamp with time zone | week    | 2024-12-29 23:00:00+00 | 2024-12-29 23:00:00+00 | 2025-01-05 23:00:00+00
                    timestamp with time zone | month   | 2026-03-31 22:00:00+00 | 2026-03-31 22:00:00+00 | 2026-04-30 22:00:00+00
                    timestamp with time zone | month   | 2026-03-31 21:59:59.999999+00 | 2026-02-28 23:00:00+00 | 2026-03-31 22:00:00+00
                    timestamp with time zone | quarter | 2026-12-31 22:00:00+00 | 2026-09-30 22:00:00+00 | 2026-12-31 23:00:00+00
                    timestamp with time zone | year    | 2026-12-31 23:00:00+00 | 2026-12-31 23:00:00+00 | 2027-12-31 23:00:00+00

                    integer seconds | hour  | -1          | -3600       | 0
                    integer seconds | day   | 1764547200  | 1764543600  | 1764630000
                    integer seconds | month | 0           | -3600       | 2674800
                    bigint seconds  | week  | 1764547200  | 1764543600  | 1765148400
                    bigint seconds  | year  | -3601       | -31539600   | -3600
                    bigint millis   | hour  | 1764547200001 | 1764547200000 | 1764550800000
                    bigint millis   | month | -3600001    | -2682000000 | -3600000
                    bigint millis   | quarter | 1764547200000 | 1759269600000 | 1767222000000
                    bigint micros   | day   | 1764547199999999 | 1764543600000000 | 1764630000000000
                    bigint micros   | year  | 1764547200000000 | 1735686000000000 | 1767222000000000

                    uuid | hour    | 018f0000-0000-7000-8000-00000000000a | 018effe2-3a80-0000-0000-000000000000 | 018f0019-2900-0000-0000-000000000000
                    """)
    void boundariesAroundAKey(
            String key, String interval, String at, String floor, String firstAfter) {
        var scheme = scheme(key, interval, "Europe/Berlin");
        var bound = scheme.parse(at);
        assertThat(scheme.floor(bound)).isEqualTo(scheme.parse(floor));
        assertThat(scheme.floor(bound).text()).isEqualTo(floor);
        assertThat(scheme.firstAfter(bound).text()).isEqualTo(firstAfter);
    }

    @ParameterizedTest(name = "uuid by {0}: {1}")
    @CsvSource(
            textBlock =
                    """
                    hour,    2026-12-01 00:00:00+00, 2026-11-30 23:59:59.999+00, 2026-11-30 23:00:00+00
                    day,     2026-11-30 23:00:00+00, 2026-11-30 22:59:59.999+00, 2026-11-29 23:00:00+00
                    week,    2027-01-03 23:00:00+00, 2027-01-03 22:59:59.999+00, 2026-12-27 23:00:00+00
                    month,   2026-03-31 22:00:00+00, 2026-03-31 21:59:59.999+00, 2026-02-28 23:00:00+00
                    quarter, 2026-12-31 23:00:00+00, 2026-12-31 22:59:59.999+00, 2026-09-30 22:00:00+00
                    year,    2026-12-31 23:00:00+00, 2026-12-31 22:59:59.999+00, 2025-12-31 23:00:00+00
                    """)
    void uuidsOfOneMillisecondBelongToOneRange(
            String interval, String boundary, String before, String floor) {
        var scheme = scheme(KeyType.UUID, interval, "Europe/Berlin");
        var lastBefore = lastUuidOf(scheme, before);
        assertThat(scheme.firstAfter(lastBefore)).isEqualTo(scheme.parse(boundary));
        assertThat(scheme.floor(lastBefore)).isEqualTo(scheme.parse(floor));
        assertThat(scheme.floor(scheme.parse(boundary))).isEqualTo(scheme.parse(boundary));
        assertThat(scheme.parse(boundary)).isGreaterThan(lastBefore);
    }

    private static Bound lastUuidOf(PartitionScheme scheme, String time) {
        return scheme.parse(scheme.parse(time).text().substring(0, 14) + "7fff-bfff-ffffffffffff");
    }
}
