// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.Bound;
import io.github.livepartition.range.Interval;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.NamePattern;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.range.Range;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.sql.Identifier;
import java.util.List;
import java.util.Optional;

/** Where legacy ends, and the partitions after it. */
record Layout(PartitionScheme scheme, Bound boundary, List<Range> ranges, List<Identifier> names) {

    Layout {
        ranges = List.copyOf(ranges);
        names = List.copyOf(names);
    }

    static PartitionScheme scheme(Conversion conversion, KeyType type) {
        Interval interval = Interval.parse(conversion.interval());
        return new PartitionScheme(
                type,
                interval,
                conversion.keyUnit(),
                conversion.timeZone(),
                conversion
                        .partitionNamePattern()
                        .map(NamePattern::new)
                        .orElseGet(() -> NamePattern.of(interval)));
    }

    static Optional<Layout> of(
            Conversion conversion, Facts facts, KeyType type, ConversionChecks checks) {
        try {
            PartitionScheme scheme = scheme(conversion, type);
            Bound boundary = boundary(conversion, facts, scheme, checks);
            // with premake 0 too: the next range tells whether the boundary can be one
            List<Range> ranges =
                    scheme.following(boundary, Math.max(1, conversion.premake()))
                            .subList(0, conversion.premake());
            List<Identifier> names = scheme.names(conversion.table().name(), ranges);
            return Optional.of(new Layout(scheme, boundary, ranges, names));
        } catch (RangeException e) {
            checks.add(
                    e.reason() == RangeException.Reason.INFINITE
                                    && facts.greatestKey().filter("infinity"::equals).isPresent()
                            ? Refusals.infiniteKey(conversion.table(), conversion.partitionColumn())
                            : Refusals.of(e));
            return Optional.empty();
        }
    }

    private static Bound boundary(
            Conversion conversion, Facts facts, PartitionScheme scheme, ConversionChecks checks) {
        Optional<Bound> greatest =
                facts.greatestKey().filter(key -> !key.equals("-infinity")).map(scheme::parse);
        if (conversion.boundary().isPresent()) {
            Bound boundary = scheme.parse(conversion.boundary().get());
            greatest.filter(key -> key.compareTo(boundary) >= 0)
                    .ifPresent(
                            key ->
                                    checks.add(
                                            Refusals.beyondBoundary(
                                                    conversion.table(),
                                                    scheme.text(key),
                                                    scheme.text(boundary))));
            return boundary;
        }
        Optional<Bound> now = scheme.at(facts.server().now());
        Bound last =
                greatest.filter(key -> now.filter(n -> n.compareTo(key) > 0).isEmpty())
                        .or(() -> now)
                        .orElseGet(() -> scheme.parse("0"));
        return scheme.firstAfter(last);
    }

    /** Finds what is wrong with the request whatever the key is. */
    static void check(Conversion conversion, ConversionChecks checks) {
        for (Runnable parse :
                List.<Runnable>of(
                        () -> Interval.parse(conversion.interval()),
                        () -> conversion.partitionNamePattern().ifPresent(NamePattern::new))) {
            try {
                parse.run();
            } catch (RangeException e) {
                checks.add(Refusals.of(e));
            }
        }
    }

    /** The boundary that the request names. */
    static Optional<Bound> wanted(Conversion conversion, KeyType type, ConversionChecks checks) {
        try {
            return conversion.boundary().map(scheme(conversion, type)::parse);
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
            return Optional.empty();
        }
    }
}
