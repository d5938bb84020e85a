// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.maven.report.PartitionKind;
import io.github.livepartition.maven.report.Timeline;
import io.github.livepartition.run.TableStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The partitions that a table has, the ranges that are staged, and where the present is. */
final class StatusTimeline {

    private static final Set<String> TIMES =
            Set.of("date", "timestamp without time zone", "timestamp with time zone", "uuid");

    private final TableStatus status;
    private final PartitionedTable table;
    private final TimelineLayout layout;

    private StatusTimeline(TableStatus status) {
        this.status = status;
        this.table = status.table();
        this.layout = new TimelineLayout(table.children().stream().map(this::item).toList());
    }

    static Timeline of(TableStatus status, Instant now) {
        return new StatusTimeline(status).timeline(now);
    }

    private TimelineLayout.Item item(PartitionStatus partition) {
        List<PartitionStatus> leaves = ReportTables.leaves(table, partition);
        Rows rows = Rows.of(leaves);
        return new TimelineLayout.Item(
                ReportTables.kind(partition, rows),
                partition.name().toString(),
                StatusText.bound(partition),
                rows,
                leaves.stream().mapToLong(PartitionStatus::bytes).sum(),
                PartitionRange.of(partition));
    }

    private Timeline timeline(Instant now) {
        List<Timeline.Column> staged = new ArrayList<>();
        Optional<Timeline.Tick> present = Optional.empty();
        for (TimelineLayout.Place place : layout.places()) {
            if (place.kind() == PartitionKind.LEGACY) {
                staged.addAll(staged(place));
            }
            present = present.or(() -> now(place, now));
        }
        return layout.timeline(
                "%d partitions of %s in the order of their ranges, each as high as it is large; the table below says the same"
                        .formatted(table.children().size(), table.name()),
                staged,
                present);
    }

    private List<Timeline.Column> staged(TimelineLayout.Place place) {
        List<StageState.Range> ranges = ReportTables.staged(status);
        List<Timeline.Column> columns = new ArrayList<>();
        double each = place.width() / Math.max(1, ranges.size());
        for (int i = 0; i < ranges.size(); i++) {
            StageState.Range range = ranges.get(i);
            columns.add(
                    new Timeline.Column(
                            range.compared() ? PartitionKind.COMPLETE : PartitionKind.STAGED,
                            place.x() + i * each,
                            each * (1 - TimelineLayout.GAP),
                            0,
                            "%s to %s: %s"
                                    .formatted(
                                            range.name(),
                                            range.upper(),
                                            UnfinishedText.state(range)),
                            ""));
        }
        return columns;
    }

    private Optional<Timeline.Tick> now(TimelineLayout.Place place, Instant now) {
        BigDecimal at = BigDecimal.valueOf(now.getEpochSecond());
        boolean isTime = table.keyType().filter(TIMES::contains).isPresent();
        Optional<BigDecimal> lower = table.children().get(place.begin()).lower();
        Optional<BigDecimal> upper = table.children().get(place.end() - 1).upper();
        if (!isTime || upper.filter(end -> at.compareTo(end) < 0).isEmpty()) {
            return Optional.empty();
        }
        double share =
                lower.map(
                                from ->
                                        at.subtract(from).doubleValue()
                                                / upper.get().subtract(from).doubleValue())
                        .orElse(1.0);
        double x = place.x() + place.width() * Math.max(0, Math.min(1, share));
        return Optional.of(new Timeline.Tick(x, x > 85 ? "end" : "middle", "now"));
    }
}
