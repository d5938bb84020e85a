// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.Schemes.scheme;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users and PostgreSQL write, in the zone Europe/Berlin. */
class ParseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    timestamp with time zone | 2026-12-01                       | 2026-11-30 23:00:00+00
                    timestamp with time zone | 2026-07-01                       | 2026-06-30 22:00:00+00
                    timestamp with time zone | 2026-12-01 09:30                 | 2026-12-01 08:30:00+00
                    timestamp with time zone | 2026-12-01T09:30:00              | 2026-12-01 08:30:00+00
                    timestamp with time zone | 2026-12-01 09:30:00.5+00         | 2026-12-01 09:30:00.5+00
                    timestamp with time zone | 2026-12-01T09:30:00.000001Z      | 2026-12-01 09:30:00.000001+00
                    timestamp with time zone | 2026-12-01 00:00:00+05:30        | 2026-11-30 18:30:00+00
                    timestamp with time zone | 2026-12-01 00:00:00-0330         | 2026-12-01 03:30:00+00
                    timestamp with time zone | 1892-12-01 00:00:00+00:53:28     | 1892-11-30 23:06:32+00
                    timestamp with time zone | 4714-11-24 00:00:00+00 BC        | 4714-11-24 00:00:00+00 BC
                    timestamp with time zone | 294276-12-31 23:59:59.999999+00  | 294276-12-31 23:59:59.999999+00
                    timestamp without time zone | 2026-03-29 02:30:00           | 2026-03-29 02:30:00
                    timestamp without time zone | 2026-10-25                    | 2026-10-25 00:00:00
                    date                     | 2026-12-01                       | 2026-12-01
                    date                     | 5874897-12-31                    | 5874897-12-31
                    date                     | 4714-11-24 BC                    | 4714-11-24 BC
                    integer seconds          | 2038-01-19 03:14:07Z             | 2147483647
                    integer seconds          | -2147483648                      | -2147483648
                    bigint seconds           | 2026-12-01                       | 1796079600
                    bigint seconds           | 1796079600                       | 1796079600
                    bigint millis            | 2026-12-01 00:00:00.001          | 1796079600001
                    bigint micros            | 1969-12-31 23:59:59.999999Z      | -1
                    uuid                     | 1970-01-01 00:00:00Z             | 00000000-0000-0000-0000-000000000000
                    uuid                     | 1970-01-01 00:00:00.001Z         | 00000000-0001-0000-0000-000000000000
                    uuid                     | 018f0000-0000-7abc-8000-000000000001 | 018f0000-0000-7abc-8000-000000000001
                    uuid                     | 018f0000-0000-0000-0000-000000000000 | 018f0000-0000-0000-0000-000000000000
                    """)
    void positions(String key, String text, String position) {
        var scheme = scheme(key, "year", "Europe/Berlin");
        assertThat(scheme.parse(text)).hasToString(position);
        assertThat(scheme.parse(" " + text + "\n")).hasToString(position);
        assertThat(scheme.parse(position)).isEqualTo(scheme.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    hour,       hour
                    DAY,        day
                    1 week,     week
                    ' Month ',  month
                    1  quarter, quarter
                    year,       year
                    1,          1
                    000100,     100
                    99999999999999999999, 99999999999999999999
                    """)
    void intervals(String text, String interval) {
        assertThat(Interval.parse(text).text()).isEqualTo(interval);
        assertThat(Interval.parse(Interval.parse(text).text())).isEqualTo(Interval.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"seconds,SECONDS", "Millis,MILLIS", "' micros ',MICROS"})
    void keyUnits(String text, KeyUnit unit) {
        assertThat(KeyUnit.parse(text)).isEqualTo(unit);
    }
}
