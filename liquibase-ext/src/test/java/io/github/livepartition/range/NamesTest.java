// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.Schemes.scheme;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.sql.Identifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    private static final Identifier ORDERS = new Identifier("Ord\"ers");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    timestamp with time zone | year    | 2026-12-31 23:00:00+00 | Ord"ers_y2027
                    timestamp with time zone | quarter | 2026-12-31 23:00:00+00 | Ord"ers_y2027q1
                    timestamp with time zone | month   | 2026-11-30 23:00:00+00 | Ord"ers_y2026m12
                    timestamp with time zone | week    | 2024-12-29 23:00:00+00 | Ord"ers_y2025w01
                    timestamp with time zone | day     | 2028-02-28 23:00:00+00 | Ord"ers_y2028m02d29
                    timestamp with time zone | hour    | 2026-12-01 00:00:00+00 | Ord"ers_y2026m12d01h01
                    date                     | month   | 2026-12-01             | Ord"ers_y2026m12
                    date                     | week    | 2026-12-28             | Ord"ers_y2026w53
                    date                     | year    | 0044-01-01 BC          | Ord"ers_ym0043
                    date                     | year    | 12345-01-01            | Ord"ers_y12345
                    bigint millis            | month   | 1796079600000          | Ord"ers_y2026m12
                    uuid                     | month   | 2026-12-01             | Ord"ers_y2026m12
                    bigint                   | 1000    | 5000                   | Ord"ers_p5000
                    bigint                   | 1000    | 0                      | Ord"ers_p0
                    bigint                   | 1000    | -5000                  | Ord"ers_pm5000
                    """)
    void haveADefaultPerInterval(String key, String interval, String from, String name) {
        var scheme = scheme(key, interval, "Europe/Berlin");
        assertThat(scheme.name(ORDERS, scheme.next(scheme.parse(from))).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    timestamp with time zone | month | 2026-12-01          | {table}_p{yyyy}_{MM} | Ord"ers_p2026_12
                    timestamp with time zone | month | 2026-12-01          | {from}_{to}        | 20261201_20270101
                    timestamp with time zone | month | 2026-12-15          | p{from}            | p20261215
                    timestamp with time zone | month | 2026-12-15 12:30    | p{from}            | p20261215t123000
                    timestamp with time zone | hour  | 2026-10-25 02:00+02 | p{from}            | p20261025t020000p0200
                    timestamp with time zone | hour  | 2026-10-25 00:00    | p{from}            | p20261025
                    timestamp with time zone | day   | 2026-12-01          | 100% {dd}.{MM}.{yyyy} | 100% 01.12.2026
                    timestamp with time zone | year  | 2026-01-01          | $1\\{yyyy}{q}      | $1\\20261
                    date                     | week  | 2026-12-28          | {yyyy}{MM}{dd}     | 20261228
                    integer                  | 10    | -10                 | {from}_to_{to}     | m10_to_0
                    """)
    void followThePattern(String key, String interval, String from, String pattern, String name) {
        var scheme = scheme(key, interval, "Europe/Berlin", pattern);
        assertThat(scheme.name(ORDERS, scheme.next(scheme.parse(from))).value()).isEqualTo(name);
    }

    @Test
    void keepBracesOfTheTable() {
        var scheme = scheme(KeyType.DATE, "year", "UTC");
        var range = scheme.next(scheme.parse("2026-01-01"));
        assertThat(scheme.name(new Identifier("{yyyy}$1"), range).value())
                .isEqualTo("{yyyy}$1_y2026");
    }

    @Test
    void ofManyRangesDiffer() {
        var scheme = scheme(KeyType.DATE, "quarter", "UTC");
        var ranges = scheme.following(scheme.parse("2026-08-15"), 3);
        assertThat(scheme.names(new Identifier("t"), ranges))
                .hasToString("[\"t_y2026q3\", \"t_y2026q4\", \"t_y2027q1\"]");
    }
}
