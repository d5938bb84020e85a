// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.time.Instant;
import java.time.ZoneId;

/** The instants at which a calendar begins a new piece. */
interface Ticks {

    /** The last tick that is not after the instant. */
    Instant floor(Instant instant);

    /** The first tick after the instant. */
    Instant firstAfter(Instant instant);

    static Ticks of(CalendarInterval interval, ZoneId zone) {
        return interval == CalendarInterval.HOUR
                ? new HourTicks(zone.getRules())
                : new DayTicks(interval, zone);
    }
}
