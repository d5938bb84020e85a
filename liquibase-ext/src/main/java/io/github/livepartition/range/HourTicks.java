// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static java.time.temporal.ChronoUnit.HOURS;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Beginnings of hours: whenever the clock shows a full hour, and whenever it is moved into another
 * hour. So a day has 23 or 25 of them where the clock moves by one hour; where it moves by less
 * (Lord Howe, 30 minutes) the hour is shorter or longer, and never belongs to two ranges.
 */
record HourTicks(ZoneRules rules) implements Ticks {

    @Override
    public Instant floor(Instant instant) {
        var fullHour = fullHour(instant);
        var moved = rules.previousTransition(instant.plusNanos(1));
        if (moved == null || !fullHour.isBefore(moved.getInstant())) {
            return fullHour;
        }
        return isTick(moved) ? moved.getInstant() : floor(moved.getInstant().minusNanos(1));
    }

    @Override
    public Instant firstAfter(Instant instant) {
        var fullHour = fullHour(instant).plus(1, HOURS);
        var moves = rules.nextTransition(instant);
        if (moves == null || fullHour.isBefore(moves.getInstant())) {
            return fullHour;
        }
        return isTick(moves) ? moves.getInstant() : firstAfter(moves.getInstant());
    }

    /** The full hour by the offset in force at the instant. */
    private Instant fullHour(Instant instant) {
        var offset = rules.getOffset(instant);
        return instant.atOffset(offset).truncatedTo(HOURS).toInstant();
    }

    private static boolean isTick(ZoneOffsetTransition moved) {
        var after = moved.getDateTimeAfter();
        var lastBefore = moved.getDateTimeBefore().minusNanos(1);
        return hour(after).equals(after) || !hour(after).equals(hour(lastBefore));
    }

    private static LocalDateTime hour(LocalDateTime time) {
        return time.truncatedTo(HOURS);
    }
}
