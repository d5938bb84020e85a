// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.Schemes.scheme;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    date                        | 2026-12-01 | '2026-12-01'::pg_catalog.date
                    date                        | 0044-03-15 BC | '0044-03-15 BC'::pg_catalog.date
                    timestamp without time zone | 2026-12-01 | '2026-12-01 00:00:00'::pg_catalog.timestamp
                    timestamp without time zone | 2026-12-01T09:30:00.250 | '2026-12-01 09:30:00.25'::pg_catalog.timestamp
                    timestamp with time zone    | 2026-12-01 | '2026-12-01 00:00:00+00'::pg_catalog.timestamptz
                    timestamp with time zone    | 12026-12-01 | '12026-12-01 00:00:00+00'::pg_catalog.timestamptz
                    timestamp with time zone    | 0044-03-15 00:00:00+00 BC | '0044-03-15 00:00:00+00 BC'::pg_catalog.timestamptz
                    smallint                    | -32768 | '-32768'::pg_catalog.int2
                    integer                     | 007 | '7'::pg_catalog.int4
                    bigint                      | 9223372036854775807 | '9223372036854775807'::pg_catalog.int8
                    uuid                        | 018F0000-0000-7000-8000-00000000000A | '018f0000-0000-7000-8000-00000000000a'::pg_catalog.uuid
                    uuid                        | 2024-04-20 23:05:29.344+00 | '018efdc1-f000-0000-0000-000000000000'::pg_catalog.uuid
                    """)
    void isATypedLiteral(String key, String text, String literal) {
        var bound = scheme(key, key.contains("int") ? "100" : "year", "UTC").parse(text);
        assertThat(bound.literal().text()).isEqualTo(literal);
        assertThat(bound.text()).isEqualTo(literal.substring(1, literal.indexOf("'::")));
        assertThat(bound).hasToString(bound.text());
    }

    @Test
    void ordersUuidsAsPostgresDoes() {
        var uuids = scheme(KeyType.UUID, "year", "UTC");
        var inOrder =
                Stream.of(
                        "00000000-0000-0000-0000-000000000000",
                        "018f0000-0000-0000-0000-000000000000",
                        "018f0000-0000-7fff-bfff-ffffffffffff",
                        "018f0000-0001-0000-0000-000000000000",
                        "7fffffff-ffff-7000-8000-000000000000",
                        "80000000-0000-7000-8000-000000000000",
                        "ffffffff-ffff-7fff-bfff-ffffffffffff");
        assertThat(inOrder.map(uuids::parse)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void comparesOnlyOneKeyType() {
        var date = scheme(KeyType.DATE, "day", "UTC").parse("2026-12-01");
        var time = scheme(KeyType.TIMESTAMP, "day", "UTC").parse("2026-12-01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> date.compareTo(time))
                .withMessage("DATE is not comparable with TIMESTAMP");
    }

    @Test
    void rangeHoldsItsLowerBoundOnly() {
        var scheme = scheme(KeyType.DATE, "month", "UTC");
        var range = scheme.next(scheme.parse("2026-12-01"));
        assertThat(range.contains(scheme.parse("2026-11-30"))).isFalse();
        assertThat(range.contains(scheme.parse("2026-12-01"))).isTrue();
        assertThat(range.contains(scheme.parse("2026-12-31"))).isTrue();
        assertThat(range.contains(scheme.parse("2027-01-01"))).isFalse();
        assertThat(range).hasToString("2026-12-01 to 2027-01-01");
        assertThat(range.forValues().text())
                .isEqualTo(
                        "FOR VALUES FROM ('2026-12-01'::pg_catalog.date) TO"
                                + " ('2027-01-01'::pg_catalog.date)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Range(range.to(), range.to()))
                .withMessage("range 2027-01-01 to 2027-01-01 is empty");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    bigint seconds, 1764547200,    1764547200 (2025-12-01 00:00:00+00)
                    bigint millis,  -1,            -1 (1969-12-31 23:59:59.999+00)
                    bigint,         1764547200,    1764547200
                    date,           2026-12-01,    2026-12-01
                    uuid, 018f0000-0000-7000-8000-00000000000a, 018f0000-0000-7000-8000-00000000000a (2024-04-21 09:32:31.104+00)
                    """)
    void tellsPeopleWhatTheNumberMeans(String key, String value, String text) {
        var scheme = scheme(key, key.equals("bigint") ? "1000" : "month", "Europe/Berlin");
        assertThat(scheme.text(scheme.parse(value))).isEqualTo(text);
    }
}
