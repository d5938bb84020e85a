// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.RangeException.Reason.ATTRIBUTE;
import static io.github.livepartition.range.RangeException.Reason.INFINITE;
import static io.github.livepartition.range.RangeException.Reason.NAME;
import static io.github.livepartition.range.RangeException.Reason.OUT_OF_RANGE;
import static io.github.livepartition.range.RangeException.Reason.UUID_VERSION;
import static io.github.livepartition.range.RangeException.Reason.VALUE;
import static io.github.livepartition.range.Schemes.scheme;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.livepartition.range.RangeException.Reason;
import io.github.livepartition.sql.Identifier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal to the letter. */
class RefusalTest {

    private static void refuses(Runnable work, Reason reason, String text) {
        var refusal = catchThrowableOfType(RangeException.class, work::run);
        assertThat(refusal).isNotNull();
        assertThat(printed(refusal)).isEqualTo(text.strip());
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    private static String printed(RangeException refusal) {
        return refusal.getMessage()
                + (refusal.detail().isEmpty() ? "" : "\nDetail: " + refusal.detail())
                + "\nHint: "
                + refusal.hint();
    }

    @ParameterizedTest
    @ValueSource(strings = {"monthly", "2 months", "months", "P1M", "0", "-5", "1.5", "1_000", ""})
    void unknownInterval(String text) {
        refuses(
                () -> Interval.parse(text),
                ATTRIBUTE,
                """
                interval "%s" is not known
                Hint: Set interval to hour, day, week, month, quarter or year, or for a plain integer key to a positive whole number.
                """
                        .formatted(text));
    }

    @Test
    void unknownWords() {
        refuses(
                () -> KeyUnit.parse("ms"),
                ATTRIBUTE,
                """
                keyUnit "ms" is not known
                Hint: Set keyUnit to seconds, millis or micros.
                """);
        refuses(
                () -> PartitionScheme.zone("Europe/Berlyn"),
                ATTRIBUTE,
                """
                timeZone "Europe/Berlyn" is not known
                Hint: Set timeZone to a name of the IANA database, such as timeZone="Europe/Berlin".
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    date | hour | interval "hour" is too short for key type "date" || Set interval to day, week, month, quarter or year.
                    date | 7 | interval "7" is a number, but key type "date" is not || Set interval to day, week, month, quarter or year.
                    uuid | 7 | interval "7" is a number, but key type "uuid" is not || Set interval to hour, day, week, month, quarter or year.
                    timestamp with time zone | 1 | interval "1" is a number, but key type "timestamp with time zone" is not || Set interval to hour, day, week, month, quarter or year.
                    bigint | month | interval "month" needs a keyUnit for key type "bigint" | The key is a number, and nothing says what it counts. | Set keyUnit to seconds, millis or micros since 1970-01-01 UTC, or interval to a number.
                    integer | day | interval "day" needs a keyUnit for key type "integer" | The key is a number, and nothing says what it counts. | Set keyUnit="seconds" if it counts seconds since 1970-01-01 UTC, or interval to a number.
                    smallint | day | interval "day" has no meaning for key type "smallint" | The key is a number. | Set interval to a number.
                    smallint | 32768 | interval "32768" is too wide for key type "smallint" | Its greatest value is 32767. | Set a smaller interval.
                    bigint | 99999999999999999999 | interval "99999999999999999999" is too wide for key type "bigint" | Its greatest value is 9223372036854775807. | Set a smaller interval.
                    date millis | day | keyUnit "millis" has no meaning for key type "date" | It says what an integer key counts. | Remove keyUnit.
                    uuid seconds | day | keyUnit "seconds" has no meaning for key type "uuid" | It says what an integer key counts. | Remove keyUnit.
                    bigint millis | 1000 | keyUnit "millis" has no meaning for interval "1000" | With a number as interval the key is a plain number. | Remove keyUnit, or set interval to hour, day, week, month, quarter or year.
                    smallint seconds | day | keyUnit "seconds" does not fit key type "smallint" | It would end at 1970-01-01 09:06:07+00. | Remove keyUnit and set interval to a number.
                    integer millis | day | keyUnit "millis" does not fit key type "integer" | It would end at 1970-01-25 20:31:23.647+00. | Set keyUnit="seconds", or remove keyUnit and set interval to a number.
                    integer micros | day | keyUnit "micros" does not fit key type "integer" | It would end at 1970-01-01 00:35:47.483647+00. | Set keyUnit="seconds", or remove keyUnit and set interval to a number.
                    """)
    void partsThatDoNotGoTogether(
            String key, String interval, String message, String detail, String hint) {
        refuses(
                () -> scheme(key, interval, "UTC"),
                ATTRIBUTE,
                message + (detail == null ? "" : "\nDetail: " + detail) + "\nHint: " + hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    date | month | 2026-02-29 | 2026-12-01
                    date | month | 2026-12-01 00:00:00 | 2026-12-01
                    date | month | 26-12-01 | 2026-12-01
                    date | month | 01.12.2026 | 2026-12-01
                    timestamp without time zone | month | now | 2026-12-01 00:00:00
                    timestamp without time zone | month | 2026-12-01 24:00:00 | 2026-12-01 00:00:00
                    timestamp with time zone | month | 2026-12-01 00:00:00.1234567+00 | 2026-12-01 00:00:00+00
                    timestamp with time zone | month | 2026-12-01 00:00:00+25 | 2026-12-01 00:00:00+00
                    timestamp with time zone | month | 1764547200 | 2026-12-01 00:00:00+00
                    integer | 1000 | 2026-12-01 | 1000
                    bigint | 1000 | 1.5 | 1000
                    bigint millis | month | infinity | 2026-12-01 00:00:00+00
                    uuid | month | 018f00000000700080000000000000a | 2026-12-01 00:00:00+00
                    """)
    void notAValue(String key, String interval, String text, String example) {
        refuses(
                () -> scheme(key, interval, "UTC").parse(text),
                VALUE,
                """
                "%s" is not a value of key type "%s"
                Hint: Write it like boundary="%s".
                """
                        .formatted(text, key.replace(" millis", ""), example));
    }

    @ParameterizedTest
    @CsvSource({
        "DATE,infinity",
        "DATE,-infinity",
        "TIMESTAMP,infinity",
        "TIMESTAMPTZ,-infinity",
        "TIMESTAMPTZ,Infinity"
    })
    void infinity(KeyType keyType, String text) {
        refuses(
                () -> scheme(keyType, "month", "UTC").parse(text),
                INFINITE,
                """
                key value "%s" belongs to no interval
                Detail: Partitions begin and end at finite values.
                Hint: Set boundary to a finite value, or leave it out.
                """
                        .formatted(text));
    }

    @Test
    void uuidWithoutATime() {
        var scheme = scheme(KeyType.UUID, "month", "UTC");
        refuses(
                () -> scheme.parse("f47ac10b-58cc-4372-a567-0e02b2c3d479"),
                UUID_VERSION,
                """
                uuid "f47ac10b-58cc-4372-a567-0e02b2c3d479" is not of version 7
                Detail: Its version is 4; only version 7 begins with a time (RFC 9562).
                Hint: Partition by a column that holds a time, or change such keys first.
                """);
        refuses(
                () -> scheme.parse("ffffffff-ffff-ffff-ffff-ffffffffffff"),
                UUID_VERSION,
                """
                uuid "ffffffff-ffff-ffff-ffff-ffffffffffff" is not of version 7
                Detail: Its version is f; only version 7 begins with a time (RFC 9562).
                Hint: Partition by a column that holds a time, or change such keys first.
                """);
    }

    @Test
    void timesThatAreNone() {
        var berlin = scheme(KeyType.TIMESTAMPTZ, "month", "Europe/Berlin");
        refuses(
                () -> berlin.parse("2026-10-25 02:30"),
                VALUE,
                """
                "2026-10-25 02:30" occurs twice in timeZone "Europe/Berlin"
                Detail: The clock goes from 2026-10-25 03:00:00 to 2026-10-25 02:00:00.
                Hint: Add the offset: "2026-10-25 02:30+02:00" or "2026-10-25 02:30+01:00".
                """);
        refuses(
                () -> berlin.parse("2026-03-29 02:30:00"),
                VALUE,
                """
                "2026-03-29 02:30:00" does not occur in timeZone "Europe/Berlin"
                Detail: The clock goes from 2026-03-29 02:00:00 to 2026-03-29 03:00:00.
                Hint: Write a time that the clock shows, or add an offset.
                """);
        refuses(
                () -> scheme(KeyType.TIMESTAMP, "month", "UTC").parse("2026-12-01T00:00:00+02"),
                VALUE,
                """
                "2026-12-01T00:00:00+02" has an offset, but key type "timestamp without time zone" has no time zone
                Hint: Set boundary="2026-12-01 00:00:00".
                """);
    }

    @Test
    void timesBetweenTwoKeys() {
        refuses(
                () -> scheme("bigint seconds", "day", "UTC").parse("2026-12-01 00:00:00.5"),
                VALUE,
                """
                "2026-12-01 00:00:00.5" lies between two values of the key
                Detail: The key counts seconds.
                Hint: Set boundary to a full second.
                """);
        refuses(
                () -> scheme("uuid", "day", "UTC").parse("2026-12-01 00:00:00.0001"),
                VALUE,
                """
                "2026-12-01 00:00:00.0001" lies between two values of the key
                Detail: The key counts millis.
                Hint: Set boundary to a full second.
                """);
        var scheme = scheme(KeyType.TIMESTAMPTZ, "day", "UTC");
        refuses(
                () -> scheme.next(scheme.parse("2026-12-01 00:00:00.5")),
                VALUE,
                """
                partition cannot begin at 2026-12-01 00:00:00.5+00
                Detail: A column with precision would round it, and the bound with it.
                Hint: Set boundary to a full second.
                """);
    }

    @Test
    void valuesThatTheTypeCannotHold() {
        var ids = scheme(KeyType.SMALLINT, "1000", "UTC");
        refuses(
                () -> ids.firstAfter(ids.parse("32000")),
                OUT_OF_RANGE,
                """
                33000 is out of range for key type "smallint"
                Detail: It holds -32768 to 32767.
                Hint: Change the column to bigint, or set a smaller interval or premake.
                """);
        refuses(
                () -> ids.floor(ids.parse("-32500")),
                OUT_OF_RANGE,
                """
                -33000 is out of range for key type "smallint"
                Detail: It holds -32768 to 32767.
                Hint: Change the column to bigint, or set a smaller interval or premake.
                """);
        var longs = scheme(KeyType.BIGINT, "1000", "UTC");
        refuses(
                () -> longs.parse("9223372036854775808"),
                OUT_OF_RANGE,
                """
                9223372036854775808 is out of range for key type "bigint"
                Detail: It holds -9223372036854775808 to 9223372036854775807.
                Hint: Set a boundary, interval and premake that end before 9223372036854775807.
                """);
    }

    @Test
    void the19thOfJanuary2038() {
        var scheme = scheme("integer seconds", "month", "UTC");
        assertThat(scheme.following(scheme.parse("2037-10-01"), 3)).hasSize(3);
        var text =
                """
                %s is out of range for key type "integer"
                Detail: It holds -2147483648 to 2147483647.
                Hint: Change the column to bigint, or set a smaller interval or premake.
                """;
        refuses(
                () -> scheme.following(scheme.parse("2037-10-01"), 5),
                OUT_OF_RANGE,
                text.formatted(2148595200L));
        refuses(
                () -> scheme.at(Instant.parse("2038-01-19T03:14:08Z")),
                OUT_OF_RANGE,
                text.formatted(2147483648L));
        refuses(
                () -> scheme.parse("2038-01-19 03:14:08Z"),
                OUT_OF_RANGE,
                text.formatted(2147483648L));
    }

    @Test
    void timesBeyondPostgres() {
        var times = scheme(KeyType.TIMESTAMPTZ, "year", "UTC");
        refuses(
                () -> times.next(times.parse("294276-12-01")),
                OUT_OF_RANGE,
                """
                294277-01-01 00:00:00+00 is out of range for key type "timestamp with time zone"
                Detail: It holds 4714-11-24 00:00:00+00 BC to 294276-12-31 23:59:59.999999+00.
                Hint: Set a boundary, interval and premake that end before 294276-12-31 23:59:59.999999+00.
                """);
        refuses(
                () -> times.floor(times.parse("4714-11-24 00:00:00+00 BC")),
                OUT_OF_RANGE,
                """
                4714-01-01 00:00:00+00 BC is out of range for key type "timestamp with time zone"
                Detail: It holds 4714-11-24 00:00:00+00 BC to 294276-12-31 23:59:59.999999+00.
                Hint: Set a boundary, interval and premake that end before 294276-12-31 23:59:59.999999+00.
                """);
        refuses(
                () -> scheme(KeyType.DATE, "year", "UTC").parse("9999999-01-01"),
                OUT_OF_RANGE,
                """
                9999999-01-01 is out of range for key type "date"
                Detail: It holds 4714-11-24 BC to 5874897-12-31.
                Hint: Set a boundary, interval and premake that end before 5874897-12-31.
                """);
        var uuids = scheme(KeyType.UUID, "week", "UTC");
        refuses(
                () -> uuids.floor(uuids.parse("00000000-0000-0000-0000-000000000000")),
                OUT_OF_RANGE,
                """
                1969-12-29 00:00:00+00 is out of range for key type "uuid"
                Detail: It holds 1970-01-01 00:00:00+00 to 10889-08-02 05:31:50.655+00.
                Hint: Set a boundary, interval and premake that end before 10889-08-02 05:31:50.655+00.
                """);
        var seconds = scheme("bigint seconds", "year", "UTC");
        refuses(
                () -> seconds.floor(seconds.parse("1764547200000000")),
                OUT_OF_RANGE,
                """
                1764547200000000 is out of range for keyUnit "seconds"
                Detail: It would lie outside 4713 BC to 294276 AD.
                Hint: Set keyUnit to what the key really counts, or correct the rows that hold it.
                """);
    }

    @ParameterizedTest
    @CsvSource({"{table}_{mm},{mm}", "{table,{table", "table},}", "{},{}", "{ table },{ table }"})
    void unknownToken(String pattern, String token) {
        refuses(
                () -> new NamePattern(pattern),
                ATTRIBUTE,
                """
                partitionNamePattern "%s" has the unknown token "%s"
                Detail: Known are {table} {yyyy} {MM} {dd} {HH} {ww} {xxxx} {q} {from} {to}.
                Hint: Set partitionNamePattern with these tokens only, or leave it out.
                """
                        .formatted(pattern, token));
    }

    @Test
    void patternsThatDoNotFitTheInterval() {
        refuses(
                () -> new NamePattern("{table}_{yyyy}w{ww}"),
                ATTRIBUTE,
                """
                partitionNamePattern "{table}_{yyyy}w{ww}" has {ww} without {xxxx}
                Detail: The ISO week 2025-W01 begins on 2024-12-30: {yyyy} and {ww} would name it 2024w01.
                Hint: Use {xxxx}, the year that the week belongs to.
                """);
        refuses(
                () -> scheme("bigint", "1000", "UTC", "{table}_{from}_{yyyy}"),
                ATTRIBUTE,
                """
                token "{yyyy}" of partitionNamePattern "{table}_{from}_{yyyy}" has no meaning for a number
                Hint: Use {from} and {to} where interval is a number.
                """);
        refuses(
                () -> scheme("bigint", "1000", "UTC", "{table}_p"),
                ATTRIBUTE,
                """
                partitionNamePattern "{table}_p" gives many partitions one name
                Detail: It does not tell one range from another.
                Hint: Set partitionNamePattern="{table}_p{from}", or leave it out.
                """);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    year,    {table}_{xxxx},          {table}_y{yyyy}
                    quarter, {table}_{yyyy},          {table}_y{yyyy}q{q}
                    month,   {table}_{MM},            {table}_y{yyyy}m{MM}
                    month,   {table}_{yyyy}q{q},      {table}_y{yyyy}m{MM}
                    week,    {table}_{xxxx},          {table}_y{xxxx}w{ww}
                    day,     {table}_{yyyy}{dd},      {table}_y{yyyy}m{MM}d{dd}
                    hour,    {table}_{yyyy}{MM}{dd},  {table}_y{yyyy}m{MM}d{dd}h{HH}
                    """)
    void patternsTooCoarse(String interval, String pattern, String better) {
        refuses(
                () -> scheme("timestamp with time zone", interval, "UTC", pattern),
                ATTRIBUTE,
                """
                partitionNamePattern "%s" gives many partitions one name
                Detail: It does not tell one %s from another.
                Hint: Set partitionNamePattern="%s", or leave it out.
                """
                        .formatted(pattern, interval, better));
    }

    @Test
    void names() {
        var scheme = scheme(KeyType.DATE, "month", "UTC");
        var december = scheme.next(scheme.parse("2026-12-01"));
        var endOfIt = scheme.next(scheme.parse("2026-12-15"));
        refuses(
                () -> scheme.name(new Identifier("ä".repeat(28)), december),
                NAME,
                """
                name "%s_y2026m12" has 65 bytes, PostgreSQL allows 63
                Hint: Set a shorter partitionNamePattern.
                """
                        .formatted("ä".repeat(28)));
        refuses(
                () -> scheme.names(new Identifier("Or\"ders"), List.of(december, endOfIt)),
                NAME,
                """
                partition name "Or""ders_y2026m12" is used twice
                Detail: It would name the ranges 2026-12-01 to 2027-01-01 and 2026-12-15 to 2027-01-01.
                Hint: Set a partitionNamePattern with {from}.
                """);
    }
}
