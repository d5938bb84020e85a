// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import io.github.livepartition.sql.Identifier;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the partitions of a key begin and end, and what they are called.
 *
 * @param timeZone where a day or an hour begins; of {@code date} and {@code timestamp} keys, whose
 *     axis is the wall clock itself, it only says what time it is there now
 */
public record PartitionScheme(
        KeyType keyType,
        Interval interval,
        Optional<KeyUnit> keyUnit,
        ZoneId timeZone,
        NamePattern names) {

    /**
     * @throws RangeException {@code ATTRIBUTE} when the parts do not go together
     */
    public PartitionScheme {
        new SchemeCheck(keyType, interval, keyUnit).run();
        names.checkFor(interval);
    }

    /** The scheme with the interval's own names. */
    public PartitionScheme(
            KeyType keyType, Interval interval, Optional<KeyUnit> keyUnit, ZoneId timeZone) {
        this(keyType, interval, keyUnit, timeZone, NamePattern.of(interval));
    }

    /**
     * The attribute {@code timeZone}: a name of the IANA database, {@code UTC} or an offset.
     *
     * @throws RangeException {@code ATTRIBUTE} when Java knows no such zone
     */
    public static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw SchemeRefusals.unknownTimeZone(text);
        }
    }

    /**
     * The attribute {@code boundary}, or a key as PostgreSQL prints it under DateStyle ISO and
     * TimeZone UTC. Epoch and uuid keys may be given as a time too; a time without offset is one in
     * {@link #timeZone}.
     *
     * @throws RangeException {@code VALUE}, {@code INFINITE}, {@code UUID_VERSION} or {@code
     *     OUT_OF_RANGE}
     */
    public Bound parse(String text) {
        return new BoundParser(axis(), timeZone).parse(text);
    }

    /** The bound for people; what an epoch or uuid key means stands behind it in brackets. */
    public String text(Bound bound) {
        if (keyUnit.isEmpty() && keyType != KeyType.UUID) {
            return bound.text();
        }
        var time = LocalDateTime.ofInstant(axis().instant(bound), ZoneOffset.UTC);
        return "%s (%s)".formatted(bound, KeyText.dateTime(time, "+00"));
    }

    /**
     * The key that a row written now has; empty for plain numbers.
     *
     * @throws RangeException {@code OUT_OF_RANGE} as for an integer of seconds after 2038
     */
    public Optional<Bound> at(Instant now) {
        if (interval instanceof NumberInterval) {
            return Optional.empty();
        }
        var shown =
                keyType.isWallClock()
                        ? LocalDateTime.ofInstant(now, timeZone).toInstant(ZoneOffset.UTC)
                        : now;
        return Optional.of(axis().at(shown));
    }

    /**
     * The last interval boundary that is not after the bound.
     *
     * @throws RangeException {@code OUT_OF_RANGE} when the key type cannot store it
     */
    public Bound floor(Bound bound) {
        return Grid.of(interval, axis(), timeZone).floor(bound);
    }

    /**
     * The first interval boundary strictly after the bound.
     *
     * @throws RangeException {@code OUT_OF_RANGE} when the key type cannot store it
     */
    public Bound firstAfter(Bound bound) {
        return Grid.of(interval, axis(), timeZone).firstAfter(bound);
    }

    /**
     * From the bound to the next interval boundary; shorter than the interval when the bound is no
     * boundary itself.
     *
     * @throws RangeException also {@code VALUE} when a timestamp has a fraction of a second, which
     *     PostgreSQL would round to the precision of the column
     */
    public Range next(Bound from) {
        if (from.hasFraction()) {
            throw BoundRefusals.finerThanSecond(from);
        }
        return new Range(from, firstAfter(from));
    }

    /**
     * So many ranges one after the other, the first from the bound.
     *
     * @throws RangeException as {@link #next}
     */
    public List<Range> following(Bound from, int count) {
        var ranges = new ArrayList<Range>();
        for (var begin = from; ranges.size() < count; begin = ranges.get(ranges.size() - 1).to()) {
            ranges.add(next(begin));
        }
        return List.copyOf(ranges);
    }

    /**
     * The name of the partition that holds the range.
     *
     * @throws RangeException {@code NAME} when it has more than 63 bytes
     */
    public Identifier name(Identifier table, Range range) {
        return new RangeNames(this).name(table, range);
    }

    /**
     * The names of partitions that will live side by side, in the order of the ranges.
     *
     * @throws RangeException {@code NAME} also when two of them are equal
     */
    public List<Identifier> names(Identifier table, List<Range> ranges) {
        return new RangeNames(this).names(table, ranges);
    }

    Axis axis() {
        return new Axis(keyType, keyUnit);
    }
}
