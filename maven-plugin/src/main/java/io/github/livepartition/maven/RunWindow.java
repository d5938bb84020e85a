// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The hours of a day in which a run may be at work.
 *
 * @param from when they begin, in {@code zone}
 * @param to when they end; before {@code from} for a night
 */
record RunWindow(LocalTime from, LocalTime to, ZoneId zone) {

    static RunWindow parse(String between, String zone) throws MojoFailureException {
        String[] times = between.split("-", -1);
        try {
            if (times.length == 2) {
                LocalTime from = LocalTime.parse(times[0].strip());
                LocalTime to = LocalTime.parse(times[1].strip());
                if (!from.equals(to)) {
                    return new RunWindow(from, to, ZoneId.of(zone));
                }
            }
        } catch (DateTimeException e) {
            // said below, for both
        }
        throw new MojoFailureException(
                "between \"%s\" in timeZone \"%s\" is not like 22:00-05:00 in Europe/Berlin"
                        .formatted(between, zone));
    }

    /** How long it is still open; zero when it is closed. */
    Duration left(ZonedDateTime now) {
        ZonedDateTime here = now.withZoneSameInstant(zone);
        LocalTime time = here.toLocalTime();
        boolean afterFrom = !time.isBefore(from);
        boolean beforeTo = time.isBefore(to);
        if (from.isBefore(to) ? !(afterFrom && beforeTo) : !(afterFrom || beforeTo)) {
            return Duration.ZERO;
        }
        ZonedDateTime end = here.with(to);
        return Duration.between(here, end.isAfter(here) ? end : here.plusDays(1).with(to));
    }

    @Override
    public String toString() {
        return "%s-%s (%s)".formatted(from, to, zone);
    }
}
