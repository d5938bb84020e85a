// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.Schemes.scheme;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.sql.Identifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days and hours on which a zone moves its clock. */
class TimeZoneTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            textBlock =
                    """
                    Europe/Berlin,       2026-03-29, 23, 2026-03-28 23:00:00+00, 2026-03-29 22:00:00+00
                    Europe/Berlin,       2026-10-25, 25, 2026-10-24 22:00:00+00, 2026-10-25 23:00:00+00
                    Europe/Berlin,       2026-12-31, 24, 2026-12-30 23:00:00+00, 2026-12-31 23:00:00+00
                    America/Sao_Paulo,   2018-11-03, 24, 2018-11-03 03:00:00+00, 2018-11-04 03:00:00+00
                    America/Sao_Paulo,   2018-11-04, 23, 2018-11-04 03:00:00+00, 2018-11-05 02:00:00+00
                    America/Sao_Paulo,   2018-02-17, 25, 2018-02-17 02:00:00+00, 2018-02-18 03:00:00+00
                    Australia/Lord_Howe, 2026-10-04, 24, 2026-10-03 13:30:00+00, 2026-10-04 13:00:00+00
                    Australia/Lord_Howe, 2026-04-05, 24, 2026-04-04 13:00:00+00, 2026-04-05 13:30:00+00
                    Asia/Kathmandu,      2026-12-01, 24, 2026-11-30 18:15:00+00, 2026-12-01 18:15:00+00
                    Pacific/Apia,        2011-12-29, 24, 2011-12-29 10:00:00+00, 2011-12-30 10:00:00+00
                    Pacific/Apia,        2011-12-31, 24, 2011-12-30 10:00:00+00, 2011-12-31 10:00:00+00
                    America/St_Johns,    2006-10-29, 25, 2006-10-29 02:30:00+00, 2006-10-30 03:30:00+00
                    """)
    void hoursFillTheDay(String zone, String day, int hours, String from, String to) {
        var days = scheme(KeyType.TIMESTAMPTZ, "day", zone);
        var range = days.next(days.parse(day));
        assertThat(range).hasToString(from + " to " + to);

        var ofDay = scheme(KeyType.TIMESTAMPTZ, "hour", zone).following(range.from(), 30);
        // the minute of Sunday before St John's clock goes back to Saturday is an hour of its own
        var expected = zone.equals("America/St_Johns") ? hours + 1 : hours;
        assertThat(ofDay.stream().filter(hour -> range.contains(hour.from()))).hasSize(expected);
        assertThat(ofDay).anyMatch(hour -> hour.to().equals(range.to()));
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Europe/Berlin       | 2026-03-28 23:00:00+00 | 4 | d29h00 d29h01 d29h03 d29h04
                    Europe/Berlin       | 2026-10-24 23:00:00+00 | 4 | d25h01 d25h02p0200 d25h02p0100 d25h03
                    America/Sao_Paulo   | 2018-11-04 02:00:00+00 | 3 | d03h23 d04h01 d04h02
                    America/Sao_Paulo   | 2018-02-18 00:00:00+00 | 4 | d17h22 d17h23m0200 d17h23m0300 d18h00
                    Australia/Lord_Howe | 2026-10-03 14:30:00+00 | 4 | d04h01 d04h02 d04h03 d04h04
                    Australia/Lord_Howe | 2026-04-04 13:00:00+00 | 4 | d05h00 d05h01 d05h02 d05h03
                    America/St_Johns    | 2006-10-29 01:30:00+00 | 5 | d28h23 d29h00m0230 d28h23m0330 d29h00m0330 d29h01
                    UTC                 | 2026-10-25 00:00:00+00 | 3 | d25h00 d25h01 d25h02
                    +05:30              | 2026-10-25 00:30:00+00 | 2 | d25h06 d25h07
                    """)
    void hoursThatTheClockShowsTwiceHaveTheirOffset(
            String zone, String from, int count, String names) {
        var scheme = scheme("timestamp with time zone", "hour", zone, "{yyyy}{MM}d{dd}h{HH}");
        var ranges = scheme.following(scheme.parse(from), count);
        assertThat(
                        scheme.names(new Identifier("t"), ranges).stream()
                                .map(name -> name.value().substring(6))
                                .collect(joining(" ")))
                .isEqualTo(names);
    }

    @Test
    void hoursAreShorterOrLongerWhereTheClockMovesByHalfAnHour() {
        var scheme = scheme(KeyType.TIMESTAMPTZ, "hour", "Australia/Lord_Howe");
        assertThat(scheme.following(scheme.parse("2026-10-04 01:00"), 3))
                .hasToString(
                        "[2026-10-03 14:30:00+00 to 2026-10-03 15:30:00+00,"
                                + " 2026-10-03 15:30:00+00 to 2026-10-03 16:00:00+00,"
                                + " 2026-10-03 16:00:00+00 to 2026-10-03 17:00:00+00]");
        assertThat(scheme.following(scheme.parse("2026-04-05 01:00"), 2))
                .hasToString(
                        "[2026-04-04 14:00:00+00 to 2026-04-04 15:30:00+00,"
                                + " 2026-04-04 15:30:00+00 to 2026-04-04 16:30:00+00]");
        assertThat(scheme.floor(scheme.parse("2026-04-04 15:10:00+00")).text())
                .isEqualTo("2026-04-04 14:00:00+00");
        assertThat(scheme.floor(scheme.parse("2026-10-03 15:40:00+00")).text())
                .isEqualTo("2026-10-03 15:30:00+00");
    }

    @Test
    void aSkippedDayHasNoRange() {
        var scheme = scheme(KeyType.TIMESTAMPTZ, "day", "Pacific/Apia");
        var days = scheme.following(scheme.parse("2011-12-29"), 2);
        assertThat(scheme.names(new Identifier("t"), days).toString())
                .isEqualTo("[\"t_y2011m12d29\", \"t_y2011m12d31\"]");
    }

    @Test
    void aDayWithTwoMidnightsBeginsAtTheFirst() {
        var scheme = scheme(KeyType.TIMESTAMPTZ, "day", "America/St_Johns");
        // 23:30 on Saturday for the second time, after 00:00:59 on Sunday
        var again = scheme.parse("2006-10-29 03:00:00+00");
        assertThat(scheme.floor(again)).hasToString("2006-10-29 02:30:00+00");
        assertThat(scheme.firstAfter(again)).hasToString("2006-10-30 03:30:00+00");
        assertThat(scheme.name(new Identifier("t"), scheme.next(scheme.floor(again))).value())
                .isEqualTo("t_y2006m10d29");
    }

    @Test
    void wallClockKeysIgnoreTheZone() {
        var scheme = scheme(KeyType.TIMESTAMP, "hour", "Europe/Berlin");
        assertThat(scheme.following(scheme.parse("2026-03-29 01:00"), 2))
                .hasToString(
                        "[2026-03-29 01:00:00 to 2026-03-29 02:00:00,"
                                + " 2026-03-29 02:00:00 to 2026-03-29 03:00:00]");
    }
}
