// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** A piece of the calendar; weeks are those of ISO 8601 and begin on Monday. */
public enum CalendarInterval implements Interval {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first day of the piece that holds the day; an hour's is the day itself. */
    LocalDate firstDay(LocalDate day) {
        return switch (this) {
            case HOUR, DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    /** The first day so many pieces further. */
    LocalDate plus(LocalDate firstDay, int pieces) {
        return switch (this) {
            case HOUR, DAY -> firstDay.plusDays(pieces);
            case WEEK -> firstDay.plusWeeks(pieces);
            case MONTH -> firstDay.plusMonths(pieces);
            case QUARTER -> firstDay.plus(pieces, IsoFields.QUARTER_YEARS);
            case YEAR -> firstDay.plus(pieces, ChronoUnit.YEARS);
        };
    }
}
