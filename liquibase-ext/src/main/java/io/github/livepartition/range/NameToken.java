// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static java.time.temporal.IsoFields.QUARTER_OF_YEAR;
import static java.time.temporal.IsoFields.WEEK_BASED_YEAR;
import static java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;

/** What may stand between braces in a {@link NamePattern}. */
enum NameToken {
    TABLE("{table}"),
    YEAR("{yyyy}"),
    MONTH("{MM}"),
    DAY("{dd}"),
    HOUR("{HH}"),
    WEEK("{ww}"),
    WEEK_YEAR("{xxxx}"),
    QUARTER("{q}"),
    FROM("{from}"),
    TO("{to}");

    private final String text;

    NameToken(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Whether a number can fill it too. */
    boolean isGeneral() {
        return this == TABLE || this == FROM || this == TO;
    }

    static Optional<NameToken> of(String text) {
        return Arrays.stream(values()).filter(token -> token.text.equals(text)).findFirst();
    }

    /** The piece of the name that a time gives. */
    String fill(ZonedDateTime time) {
        return switch (this) {
            case TABLE -> throw new IllegalArgumentException("{table} is no time");
            case YEAR -> padded(time.getYear(), 4);
            case MONTH -> padded(time.getMonthValue(), 2);
            case DAY -> padded(time.getDayOfMonth(), 2);
            case HOUR -> padded(time.getHour(), 2) + offsetIfTwice(time);
            case WEEK -> padded(time.get(WEEK_OF_WEEK_BASED_YEAR), 2);
            case WEEK_YEAR -> padded(time.get(WEEK_BASED_YEAR), 4);
            case QUARTER -> padded(time.get(QUARTER_OF_YEAR), 1);
            case FROM, TO -> YEAR.fill(time) + MONTH.fill(time) + DAY.fill(time) + clock(time);
        };
    }

    /** A number as part of a name: {@code 100}, and {@code m100} below zero. */
    static String signed(String number) {
        return number.replace('-', 'm');
    }

    private static String padded(int number, int width) {
        return (number < 0 ? "m" : "") + ("%0" + width + "d").formatted(Math.abs(number));
    }

    private static String clock(ZonedDateTime time) {
        if (time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return offsetIfTwice(time);
        }
        return "t%02d%02d%02d".formatted(time.getHour(), time.getMinute(), time.getSecond())
                + offsetIfTwice(time);
    }

    /**
     * The UTC offset of a time that the clock shows twice, {@code p0200} and {@code p0100} for the
     * two hours 02 of the autumn day in Berlin; nothing for all other times.
     */
    private static String offsetIfTwice(ZonedDateTime time) {
        var offsets = time.getZone().getRules().getValidOffsets(time.toLocalDateTime());
        if (offsets.size() < 2) {
            return "";
        }
        var id = time.getOffset().getId().replace("Z", "+0000");
        return id.replace(":", "").replace('+', 'p').replace('-', 'm');
    }
}
