// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.Schemes.scheme;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL understands bounds as we mean them, whatever the session's settings. */
@PostgresTest
class BoundIT {

    private static final String UTC = "SET TimeZone = 'UTC'; SET DateStyle = ISO; ";

    @ParameterizedTest(name = "{0} from {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    date                           | month | 2026-03-04    | ('2026-03-04') TO ('2026-04-01')
                    date                           | year  | 0001-05-06 BC | ('0001-05-06 BC') TO ('0001-01-01')
                    date                           | year  | 5874896-01-01 | ('5874896-01-01') TO ('5874897-01-01')
                    timestamp without time zone    | month | 2026-03-04    | ('2026-03-04 00:00:00') TO ('2026-04-01 00:00:00')
                    timestamp(0) without time zone | hour  | 2026-03-04    | ('2026-03-04 00:00:00') TO ('2026-03-04 01:00:00')
                    timestamp without time zone    | year  | 4714-11-24 BC | ('4714-11-24 00:00:00 BC') TO ('4713-01-01 00:00:00 BC')
                    timestamp with time zone       | month | 2026-03-04    | ('2026-03-03 23:00:00+00') TO ('2026-03-31 22:00:00+00')
                    timestamp(3) with time zone    | hour  | 2026-03-04    | ('2026-03-03 23:00:00+00') TO ('2026-03-04 00:00:00+00')
                    timestamp with time zone       | day   | 1890-03-04    | ('1890-03-03 23:06:32+00') TO ('1890-03-04 23:06:32+00')
                    timestamp with time zone       | year  | 0044-03-15 BC | ('0044-03-14 23:06:32+00 BC') TO ('0044-12-31 23:06:32+00 BC')
                    timestamp with time zone       | year  | 12026-03-04   | ('12026-03-03 23:00:00+00') TO ('12026-12-31 23:00:00+00')
                    smallint                       | 1000  | -32768        | ('-32768') TO ('-32000')
                    integer                        | 1000  | -2147483648   | ('-2147483648') TO ('-2147483000')
                    integer                        | 1000  | -1000         | ('-1000') TO (0)
                    bigint                         | 1000  | -9223372036854775808 | ('-9223372036854775808') TO ('-9223372036854775000')
                    integer seconds                | month | 2026-03-04    | (1772578800) TO (1774994400)
                    bigint seconds                 | month | 2026-03-04    | ('1772578800') TO ('1774994400')
                    bigint millis                  | month | 2026-03-04    | ('1772578800000') TO ('1774994400000')
                    bigint micros                  | month | 2026-03-04    | ('1772578800000000') TO ('1774994400000000')
                    uuid                           | month | 2026-03-04    | ('019cb5ee-0180-0000-0000-000000000000') TO ('019d45e9-2300-0000-0000-000000000000')
                    """)
    void underOddSettings(String key, String interval, String from, String meant, TestDatabase db) {
        var scheme = scheme(key, interval, "Europe/Berlin");
        var range = scheme.next(scheme.parse(from));
        db.query("CREATE TABLE t (k %s) PARTITION BY RANGE (k)".formatted(withoutUnit(key)));
        db.query(
                underOddSettings(
                                Sql.of("CREATE TABLE p PARTITION OF t %s", range.forValues()),
                                Sql.of(
                                        "INSERT INTO t SELECT k FROM (VALUES (%s)) v (k) WHERE k < %s",
                                        range.from().literal(), range.to().literal()))
                        .text());

        var bound =
                db.one(
                        UTC
                                + "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'p'");
        assertThat(bound).isEqualTo("FOR VALUES FROM " + meant);
        assertThat(meant)
                .isEqualTo(
                        "(%s) TO (%s)"
                                .formatted(range.from().catalogText(), range.to().catalogText()));
        assertThat(scheme.parse(db.one(UTC + "SELECT k FROM p"))).isEqualTo(range.from());
    }

    private static String withoutUnit(String key) {
        return key.replaceFirst(" (seconds|millis|micros)$", "");
    }

    /** Set inside a DO block: pgjdbc drops a connection whose DateStyle is not ISO. */
    private static Sql underOddSettings(Sql... statements) {
        var body =
                Sql.of(
                        """
                        BEGIN
                          SET LOCAL TimeZone = 'Pacific/Apia';
                          SET LOCAL DateStyle = 'SQL, DMY';
                          SET LOCAL IntervalStyle = 'sql_standard';
                          SET LOCAL standard_conforming_strings = off;
                          ASSERT '2026-12-01 00:00+00'::timestamptz::text LIKE '01/12/2026 %%', 'odd';
                          %s;
                        END
                        """,
                        Sql.join(
                                ";\n  ",
                                IntStream.range(0, statements.length)
                                        .mapToObj(
                                                i ->
                                                        Sql.of(
                                                                "EXECUTE %s",
                                                                new Literal(statements[i].text())))
                                        .toList()));
        return Sql.of("DO %s", Sql.dollarQuote("odd", body));
    }

    /** PostgreSQL cuts times itself; it has the same zones and knows nothing of our code. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,hour",
        "Europe/Berlin,day",
        "Europe/Berlin,week",
        "Europe/Berlin,month",
        "Europe/Berlin,quarter",
        "Europe/Berlin,year",
        "America/New_York,hour",
        "America/New_York,day",
        "Asia/Kathmandu,hour",
        "Asia/Kathmandu,month",
        "UTC,hour",
        "UTC,week"
    })
    void cutsAsDateTruncDoes(String zone, String interval, TestDatabase db) {
        var scheme = scheme(KeyType.TIMESTAMPTZ, interval, zone);
        var rows =
                db.query(
                        UTC
                                + """
                                SELECT k, date_trunc('%s', k, '%s')
                                FROM generate_series('1971-01-01', '2036-12-31', interval '19 days 5 hours 13 minutes') k
                                """
                                        .formatted(interval, zone));
        assertThat(rows).hasSizeGreaterThan(1000);
        assertThat(rows)
                .allSatisfy(
                        row -> {
                            var columns = row.split("\\|");
                            assertThat(scheme.floor(scheme.parse(columns[0])))
                                    .hasToString(columns[1]);
                        });
    }

    /** The order of uuids is that of their bytes, and a boundary comes before all of its time. */
    @ParameterizedTest
    @CsvSource({"5", "20261201"})
    void ordersUuidsAsPostgresDoes(long seed, TestDatabase db) {
        var scheme = scheme(KeyType.UUID, "month", "UTC");
        var random = new Random(seed);
        var uuids =
                IntStream.range(0, 500)
                        .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()))
                        .map(uuid -> uuid.toString().replaceFirst("^(.{14}).", "$17"))
                        .toList();
        var values = uuids.stream().map("('%s'::uuid)"::formatted).collect(joining(","));
        var ordered = db.query("SELECT u FROM (VALUES %s) v (u) ORDER BY u".formatted(values));
        assertThat(ordered.stream().map(scheme::parse)).isSorted();
        assertThat(uuids.stream().map(scheme::parse).sorted().map(Bound::text))
                .containsExactlyElementsOf(ordered);
    }
}
