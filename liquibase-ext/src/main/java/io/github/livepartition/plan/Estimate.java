// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Extent;
import io.github.livepartition.catalog.ReadRate;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How long the stages of a plan may take, what it writes, and what its partitions will hold: from
 * sizes, the planner's statistics and how fast the table was just read. Nothing of it is a promise.
 *
 * @param stages for each how long it takes in one session without pauses; empty for those whose
 *     time does not grow with the table, and where nothing was measured
 * @param diskBytes what it writes and the old heap does not give back before it is dropped
 * @param analyzed false where there are no statistics of the rows of the ranges, so that their
 *     number is a guess
 */
public record Estimate(
        List<Optional<Duration>> stages,
        long diskBytes,
        long walBytes,
        List<Content> ranges,
        Optional<ReadRate> rate,
        boolean analyzed) {

    /**
     * A partition with what it will hold at first.
     *
     * @param oldHeap whether it is the table as it is now
     */
    public record Content(Identifier name, String bound, long rows, long bytes, boolean oldHeap) {}

    /**
     * Rows to ask about.
     *
     * @param rows a condition; all of them if it is empty
     */
    public record Part(QualifiedName table, Optional<Sql> rows) {}

    public Estimate {
        stages = List.copyOf(stages);
        ranges = List.copyOf(ranges);
    }

    /** What must be known of a plan. */
    public static Set<Part> parts(Plan plan) {
        Set<Part> parts = new LinkedHashSet<>();
        List<PlannedRange> ranges = PlannedRange.of(plan);
        plan.stages().stream()
                .flatMap(stage -> efforts(stage, ranges))
                .map(Estimate::part)
                .forEach(parts::add);
        ranges.stream().flatMap(Estimate::part).forEach(parts::add);
        return parts;
    }

    /**
     * @param extents of {@link #parts}, as far as they are known
     */
    public static Estimate of(Plan plan, Map<Part, Extent> extents, Optional<ReadRate> rate) {
        List<PlannedRange> ranges = PlannedRange.of(plan);
        List<Optional<Duration>> times = new ArrayList<>();
        long disk = 0;
        long wal = 0;
        for (Stage stage : plan.stages()) {
            Optional<Duration> time = Optional.empty();
            for (Effort effort : efforts(stage, ranges).toList()) {
                Optional<Extent> extent = Optional.ofNullable(extents.get(part(effort)));
                disk += extent.map(effort::written).orElse(0L);
                wal += extent.map(effort::wal).orElse(0L);
                if (extent.isPresent() && rate.isPresent()) {
                    Duration more = effort.time(extent.get(), rate.get());
                    time = Optional.of(time.orElse(Duration.ZERO).plus(more));
                }
            }
            times.add(time);
        }
        boolean analyzed =
                ranges.stream()
                        .flatMap(Estimate::part)
                        .map(extents::get)
                        .filter(Objects::nonNull)
                        .allMatch(Extent::analyzed);
        return new Estimate(times, disk, wal, contents(ranges, extents), rate, analyzed);
    }

    private static List<Content> contents(List<PlannedRange> ranges, Map<Part, Extent> extents) {
        List<Content> contents = new ArrayList<>();
        for (PlannedRange range : ranges) {
            Optional<Part> part = part(range).findFirst();
            Optional<Extent> extent = part.map(extents::get);
            if (part.isEmpty() || extent.isPresent()) {
                contents.add(
                        new Content(
                                range.name(),
                                range.bound(),
                                extent.map(Extent::rows).orElse(0L) / range.share().of(),
                                extent.map(Extent::bytes).orElse(0L) / range.share().of(),
                                range.oldHeap()));
            }
        }
        return contents;
    }

    private static Stream<Effort> efforts(Stage stage, List<PlannedRange> ranges) {
        return stage.steps().stream().flatMap(step -> Effort.of(step, ranges).stream());
    }

    private static Part part(Effort effort) {
        return new Part(effort.table(), effort.rows());
    }

    private static Stream<Part> part(PlannedRange range) {
        return range.source().map(source -> new Part(source, range.share().rows())).stream();
    }
}
