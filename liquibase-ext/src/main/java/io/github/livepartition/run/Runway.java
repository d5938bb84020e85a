// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.catalog.PartitionedTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How long the partitions that are there will take new rows: to the first gap after now.
 *
 * @param until when that is; empty for a plain integer key
 * @param left how long that is from now, zero when it is over; likewise
 * @param endKey where the last of them ends
 * @param keysLeft of an integer key, how many come after the greatest one there is
 */
public record Runway(
        Optional<Instant> until,
        Optional<Duration> left,
        BigDecimal endKey,
        Optional<BigDecimal> keysLeft) {

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");

    /**
     * Empty for a table that has no end, or of which nobody can say when it comes.
     *
     * @param greatest key of a table whose key is an integer
     */
    static Optional<Runway> of(PartitionedTable table, Instant now, Optional<BigDecimal> greatest) {
        boolean integer = hasIntegerKey(table);
        Optional<BigDecimal> at =
                integer ? greatest : Optional.of(BigDecimal.valueOf(now.getEpochSecond()));
        List<PartitionStatus> ranges = ranges(table);
        if (ranges.isEmpty() || at.isEmpty() && !integer) {
            return Optional.empty();
        }
        return at.map(key -> end(ranges, key))
                .orElseGet(() -> ranges.get(ranges.size() - 1).upper())
                .map(end -> integer ? ofKeys(end, at) : ofTime(end, now));
    }

    static boolean hasIntegerKey(PartitionedTable table) {
        return table.keyType().filter(INTEGERS::contains).isPresent();
    }

    private static List<PartitionStatus> ranges(PartitionedTable table) {
        return table.children().stream()
                .filter(p -> p.upper().isPresent() || p.isLast())
                .filter(p -> p.lower().isPresent() || p.isFirst())
                .sorted(
                        Comparator.comparing(
                                p -> p.lower().orElse(BigDecimal.valueOf(Long.MIN_VALUE))))
                .toList();
    }

    /** Empty when there is none. */
    private static Optional<BigDecimal> end(List<PartitionStatus> ranges, BigDecimal at) {
        BigDecimal end = at;
        for (PartitionStatus range : ranges) {
            if (takes(range, end) && range.upper().isEmpty()) {
                return Optional.empty();
            }
            end = takes(range, end) ? range.upper().orElseThrow() : end;
        }
        return Optional.of(end);
    }

    private static boolean takes(PartitionStatus range, BigDecimal key) {
        return range.lower().filter(lower -> lower.compareTo(key) > 0).isEmpty()
                && range.upper().filter(upper -> upper.compareTo(key) <= 0).isEmpty();
    }

    private static Runway ofTime(BigDecimal end, Instant now) {
        Instant until = Instant.ofEpochSecond(end.setScale(0, RoundingMode.FLOOR).longValueExact());
        Duration left = Duration.between(now, until);
        return new Runway(
                Optional.of(until),
                Optional.of(left.isNegative() ? Duration.ZERO : left),
                end,
                Optional.empty());
    }

    private static Runway ofKeys(BigDecimal end, Optional<BigDecimal> greatest) {
        return new Runway(
                Optional.empty(),
                Optional.empty(),
                end,
                greatest.map(
                        key -> end.subtract(key).subtract(BigDecimal.ONE).max(BigDecimal.ZERO)));
    }
}
