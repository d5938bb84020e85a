// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date or timestamp as ISO 8601 or PostgreSQL writes it: {@code 2026-12-01}, {@code 2026-12-01
 * 09:30}, {@code 2026-12-01T09:30:00.25Z}, {@code 0044-03-15 00:00:00+00 BC}.
 */
record WallClock(
        String text, LocalDate date, Optional<LocalTime> time, Optional<ZoneOffset> offset) {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?<year>\\d{4,7})-(?<month>\\d\\d)-(?<day>\\d\\d)"
                            + "([ T](?<time>\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?)"
                            + "(?<offset>Z|[+-]\\d\\d(:?\\d\\d(:?\\d\\d)?)?)?)?"
                            + "(?<era> BC)?");

    /** Empty when the text has another form, or names a day or hour that no clock shows. */
    static Optional<WallClock> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            var time = Optional.ofNullable(form.group("time")).map(LocalTime::parse);
            var offset = Optional.ofNullable(form.group("offset")).map(ZoneOffset::of);
            return Optional.of(new WallClock(text, date(form), time, offset));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate date(Matcher form) {
        var year = Integer.parseInt(form.group("year"));
        return LocalDate.of(
                form.group("era") == null ? year : 1 - year,
                Integer.parseInt(form.group("month")),
                Integer.parseInt(form.group("day")));
    }

    LocalDateTime dateTime() {
        return date.atTime(time.orElse(LocalTime.MIDNIGHT));
    }

    /**
     * When that is. A date alone is the beginning of its day in the zone.
     *
     * @throws RangeException {@code VALUE} when the zone's clock shows that time twice or never
     */
    Instant in(ZoneId zone) {
        if (offset.isPresent()) {
            return dateTime().toInstant(offset.get());
        }
        if (time.isEmpty()) {
            return date.atStartOfDay(zone).toInstant();
        }
        var moves = zone.getRules().getTransition(dateTime());
        if (moves != null) {
            throw moves.isGap()
                    ? BoundRefusals.skipped(text, zone, moves)
                    : BoundRefusals.ambiguous(text, zone, moves);
        }
        return dateTime().atZone(zone).toInstant();
    }
}
