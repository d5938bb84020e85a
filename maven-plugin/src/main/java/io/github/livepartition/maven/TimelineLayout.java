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

/** Places a table's partitions in the picture: equal steps, and a wide one for the old heap. */
final class TimelineLayout {

    /** More could not be told apart on a phone; then neighbours share one. */
    private static final int MOST_COLUMNS = 90;

    private static final double LEGACY = 0.45; // of the steps of all others
    private static final double DEFAULT = 0.06; // likewise
    private static final double GAP = 0.15; // of a step
    private static final double LOWEST = 4; // pixels
    private static final double CHARACTER = 2; // percent of a phone

    private static final int LONGEST = 25; // characters of a tick's text

    private static final Set<String> TIMES =
            Set.of("date", "timestamp without time zone", "timestamp with time zone", "uuid");

    private final TableStatus status;
    private final PartitionedTable table;
    private final List<Slot> slots;
    private final List<Timeline.Tick> ticks = new ArrayList<>();

    /** Partitions that share a column; those of the old heap and the default are alone. */
    private record Slot(PartitionKind kind, List<PartitionStatus> partitions, double weight) {

        PartitionStatus first() {
            return partitions.get(0);
        }

        PartitionStatus last() {
            return partitions.get(partitions.size() - 1);
        }
    }

    private TimelineLayout(TableStatus status) {
        this.status = status;
        this.table = status.table();
        this.slots = slots(table.children());
    }

    static Timeline of(TableStatus status, Instant now) {
        return new TimelineLayout(status).timeline(now);
    }

    private List<Slot> slots(List<PartitionStatus> children) {
        long plain = children.stream().filter(p -> !p.legacy() && !p.isDefault()).count();
        int each = 1 + (int) (plain - 1) / MOST_COLUMNS;
        double columns = Math.max(1, Math.ceil((double) plain / each));
        List<Slot> found = new ArrayList<>();
        List<PartitionStatus> group = new ArrayList<>();
        for (PartitionStatus partition : children) {
            boolean alone = partition.legacy() || partition.isDefault();
            if (!group.isEmpty() && (alone || group.size() == each)) {
                found.add(group(group));
                group.clear();
            }
            if (alone) {
                double share = partition.legacy() ? LEGACY : DEFAULT;
                found.add(
                        new Slot(
                                partition.legacy() ? PartitionKind.LEGACY : PartitionKind.DEFAULT,
                                List.of(partition),
                                Math.max(1, columns * share)));
            } else {
                group.add(partition);
            }
        }
        if (!group.isEmpty()) {
            found.add(group(group));
        }
        return found;
    }

    private Slot group(List<PartitionStatus> group) {
        boolean empty = group.stream().allMatch(this::isEmpty);
        return new Slot(
                empty ? PartitionKind.EMPTY : PartitionKind.ORDINARY, List.copyOf(group), 1);
    }

    private boolean isEmpty(PartitionStatus partition) {
        return ReportTables.leaves(table, partition).stream()
                .allMatch(leaf -> leaf.rows().isPresent() && leaf.rows().getAsLong() == 0);
    }

    private Timeline timeline(Instant now) {
        double whole = slots.stream().mapToDouble(Slot::weight).sum();
        double largest = Math.max(1, slots.stream().mapToLong(this::bytes).max().orElse(1));
        List<Timeline.Column> columns = new ArrayList<>();
        List<Timeline.Column> staged = new ArrayList<>();
        Optional<Timeline.Tick> present = Optional.empty();
        double x = 0;
        for (Slot slot : slots) {
            double width = 100 * slot.weight() / whole;
            double inner = width - GAP * 100 / whole;
            columns.add(column(slot, x, inner, bytes(slot) / largest));
            if (slot.kind() == PartitionKind.LEGACY) {
                staged.addAll(staged(x, inner));
            }
            ticks(slot, x, x + inner);
            double at = x;
            present = present.or(() -> now(slot, at, inner, now));
            x += width;
        }
        return new Timeline(
                title(),
                columns,
                staged,
                ticks,
                present,
                "the largest: " + Words.bytes((long) largest));
    }

    private Timeline.Column column(Slot slot, double x, double width, double share) {
        boolean empty = slot.kind() == PartitionKind.EMPTY;
        double height = empty ? 2 * LOWEST : Math.max(LOWEST, share * Timeline.HEIGHT);
        String label =
                slot.kind() == PartitionKind.LEGACY
                        ? "old heap"
                        : slot.kind() == PartitionKind.DEFAULT && !isEmpty(slot.first())
                                ? "default"
                                : "";
        return new Timeline.Column(css(slot), x, width, height, words(slot), label);
    }

    private String css(Slot slot) {
        return switch (slot.kind()) {
            case LEGACY -> "legacy";
            case DEFAULT -> "default";
            case EMPTY -> "empty";
            default -> "ordinary";
        };
    }

    private String words(Slot slot) {
        List<PartitionStatus> leaves = leaves(slot);
        String size = Rows.of(leaves).words() + ", " + Words.bytes(bytes(slot));
        return slot.partitions().size() == 1
                ? "%s %s: %s".formatted(slot.first().name(), StatusText.bound(slot.first()), size)
                : "%d partitions, %s to %s: %s"
                        .formatted(
                                slot.partitions().size(),
                                slot.first().name(),
                                slot.last().name(),
                                size);
    }

    private List<PartitionStatus> leaves(Slot slot) {
        return slot.partitions().stream()
                .flatMap(partition -> ReportTables.leaves(table, partition).stream())
                .toList();
    }

    private long bytes(Slot slot) {
        return leaves(slot).stream().mapToLong(PartitionStatus::bytes).sum();
    }

    private List<Timeline.Column> staged(double x, double width) {
        List<StageState.Range> ranges = ReportTables.staged(status);
        List<Timeline.Column> columns = new ArrayList<>();
        double each = width / Math.max(1, ranges.size());
        for (int i = 0; i < ranges.size(); i++) {
            StageState.Range range = ranges.get(i);
            columns.add(
                    new Timeline.Column(
                            range.compared() ? "complete" : "staged",
                            x + i * each,
                            each * (1 - GAP),
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

    /** Where the first begins and where each kind ends, as far as their texts do not touch. */
    private void ticks(Slot slot, double left, double right) {
        if (ticks.isEmpty() && !slot.first().isFirst()) {
            PartitionRange.of(slot.first())
                    .ifPresent(range -> tick(new Timeline.Tick(left, "start", range.from())));
        }
        int next = slots.indexOf(slot) + 1;
        boolean ends = next == slots.size() || slots.get(next).kind() != slot.kind();
        if (ends) {
            String anchor = right < 85 ? "middle" : "end";
            PartitionRange.of(slot.last())
                    .ifPresent(range -> tick(new Timeline.Tick(right, anchor, range.to())));
        }
    }

    private void tick(Timeline.Tick tick) {
        if (tick.text().length() <= LONGEST
                && begin(tick) >= 0
                && ticks.stream().allMatch(other -> end(other) < begin(tick))) {
            ticks.add(tick);
        }
    }

    private static double begin(Timeline.Tick tick) {
        double width = tick.text().length() * CHARACTER;
        return switch (tick.anchor()) {
            case "start" -> tick.x();
            case "middle" -> tick.x() - width / 2;
            default -> tick.x() - width;
        };
    }

    private static double end(Timeline.Tick tick) {
        return begin(tick) + tick.text().length() * CHARACTER;
    }

    private Optional<Timeline.Tick> now(Slot slot, double x, double width, Instant now) {
        BigDecimal at = BigDecimal.valueOf(now.getEpochSecond());
        boolean isTime = table.keyType().filter(TIMES::contains).isPresent();
        Optional<BigDecimal> lower = slot.first().lower();
        Optional<BigDecimal> upper = slot.last().upper();
        if (!isTime || upper.filter(end -> at.compareTo(end) < 0).isEmpty()) {
            return Optional.empty();
        }
        double share =
                lower.map(
                                from ->
                                        at.subtract(from).doubleValue()
                                                / upper.get().subtract(from).doubleValue())
                        .orElse(1.0);
        double place = x + width * Math.max(0, Math.min(1, share));
        return Optional.of(new Timeline.Tick(place, place > 85 ? "end" : "middle", "now"));
    }

    private String title() {
        return "%d partitions of %s in the order of their ranges, each as high as it is large; the table below says the same"
                .formatted(table.children().size(), table.name());
    }
}
