// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Beginnings of days, or of pieces made of whole days. A day begins when its date is first seen on
 * the clock: at 01:00 where the clock skips midnight, once where it shows midnight twice. A date
 * that a zone skipped (Samoa, 2011-12-30) has no tick of its own.
 */
record DayTicks(CalendarInterval interval, ZoneId zone) implements Ticks {

    @Override
    public Instant floor(Instant instant) {
        return begin(pieceOf(instant));
    }

    @Override
    public Instant firstAfter(Instant instant) {
        return begin(interval.plus(pieceOf(instant), 1));
    }

    /** The first day of the last piece that has begun; the clock may show an earlier date again. */
    private LocalDate pieceOf(Instant instant) {
        var piece = interval.firstDay(instant.atZone(zone).toLocalDate());
        while (!begin(interval.plus(piece, 1)).isAfter(instant)) {
            piece = interval.plus(piece, 1);
        }
        return piece;
    }

    private Instant begin(LocalDate firstDay) {
        return firstDay.atStartOfDay(zone).toInstant();
    }
}
