// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.plan.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a plan may take, in lines that say what it is estimated from. */
record EstimateText(Estimate estimate) {

    private static final int MOST_RANGES = 40;
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** What stands behind a stage; empty for one whose time does not grow with the table. */
    String time(int stage) {
        return estimate.stages().get(stage).map(time -> "; about " + words(time)).orElse("");
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(needs());
        ranges(lines);
        return lines;
    }

    /** Without what the partitions will hold. */
    List<String> needs() {
        List<String> lines = new ArrayList<>();
        total().ifPresent(lines::add);
        if (estimate.diskBytes() > 0) {
            lines.add(
                    "needs about %s of disk, and writes about %s of WAL (estimated from sizes and statistics)"
                            .formatted(
                                    Words.bytes(estimate.diskBytes()),
                                    Words.bytes(estimate.walBytes())));
        }
        return lines;
    }

    private Optional<String> total() {
        Duration total =
                estimate.stages().stream()
                        .flatMap(Optional::stream)
                        .reduce(Duration.ZERO, Duration::plus);
        return estimate.rate()
                .filter(rate -> !total.isZero())
                .map(
                        rate ->
                                "about %s in one session without pauses, and what is written meanwhile comes on top: an estimate, from sizes, statistics and %s/s, as %s of the table were read just now"
                                        .formatted(
                                                words(total),
                                                Words.bytes(Math.round(rate.perSecond())),
                                                Words.bytes(rate.bytes())));
    }

    private void ranges(List<String> lines) {
        if (estimate.ranges().isEmpty()) {
            return;
        }
        lines.add(
                estimate.analyzed()
                        ? "the partitions, as the statistics have them:"
                        : "the partitions; the table was never analyzed, so that rows are a guess:");
        estimate.ranges().stream().limit(MOST_RANGES).map(EstimateText::line).forEach(lines::add);
        int more = estimate.ranges().size() - MOST_RANGES;
        if (more > 0) {
            lines.add("  and %d more".formatted(more));
        }
    }

    private static String line(Estimate.Content content) {
        String bound = PartitionRange.bound(content.bound());
        String size =
                content.rows() == 0 && content.bytes() == 0
                        ? "for rows to come"
                        : "about %s rows, %s"
                                .formatted(
                                        Words.count(content.rows()), Words.bytes(content.bytes()));
        return "  %s %s: %s".formatted(content.name(), bound, size);
    }

    private static String words(Duration time) {
        return time.compareTo(MOMENT) < 0
                ? String.format(Locale.ROOT, "%.1f s", Math.max(0.1, time.toMillis() / 1000.0))
                : Words.duration(time);
    }
}
