// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.maven.report.PartitionKind;
import io.github.livepartition.maven.report.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Places partitions in the picture: equal steps, and a wide one for the old heap. */
final class TimelineLayout {

    /** More could not be told apart on a phone; then neighbours share one. */
    private static final int MOST_COLUMNS = 90;

    static final double GAP = 0.15; // of a step
    private static final double LEGACY = 0.45; // of the steps of all others
    private static final double DEFAULT = 0.06; // likewise
    private static final double LOWEST = 4; // pixels
    private static final double CHARACTER = 2; // percent of a phone

    private static final int LONGEST = 25; // characters of a tick's text

    private final List<Slot> slots;
    private final List<Place> places;

    /**
     * A partition, with all below it.
     *
     * @param bound in words
     * @param range empty for one by list or hash
     */
    record Item(
            PartitionKind kind,
            String name,
            String bound,
            Rows rows,
            long bytes,
            Optional<PartitionRange> range) {

        private boolean alone() {
            return kind == PartitionKind.LEGACY || kind == PartitionKind.DEFAULT;
        }
    }

    /** Those that share a column; the old heap and the default are alone. */
    private record Slot(List<Item> items, double weight) {

        PartitionKind kind() {
            return items.stream()
                    .map(Item::kind)
                    .filter(kind -> kind != PartitionKind.EMPTY)
                    .findFirst()
                    .orElse(PartitionKind.EMPTY);
        }

        Item first() {
            return items.get(0);
        }

        Item last() {
            return items.get(items.size() - 1);
        }

        long bytes() {
            return items.stream().mapToLong(Item::bytes).sum();
        }

        String words() {
            String size =
                    Rows.sum(items.stream().map(Item::rows).toList()).words()
                            + ", "
                            + Words.bytes(bytes());
            return items.size() == 1
                    ? "%s %s: %s".formatted(first().name(), first().bound(), size)
                    : "%d partitions, %s to %s: %s"
                            .formatted(items.size(), first().name(), last().name(), size);
        }
    }

    /**
     * Where a column is, in percents of the picture's width.
     *
     * @param begin index of its first partition
     * @param end index behind its last
     */
    record Place(PartitionKind kind, int begin, int end, double x, double width) {}

    TimelineLayout(List<Item> items) {
        this.slots = slots(items);
        this.places = placed();
    }

    private static List<Slot> slots(List<Item> items) {
        long plain = items.stream().filter(item -> !item.alone()).count();
        int each = 1 + (int) (plain - 1) / MOST_COLUMNS;
        double columns = Math.max(1, Math.ceil((double) plain / each));
        List<Slot> found = new ArrayList<>();
        List<Item> group = new ArrayList<>();
        for (Item item : items) {
            if (!group.isEmpty() && (item.alone() || group.size() == each)) {
                found.add(new Slot(List.copyOf(group), 1));
                group.clear();
            }
            if (item.alone()) {
                double share = item.kind() == PartitionKind.LEGACY ? LEGACY : DEFAULT;
                found.add(new Slot(List.of(item), Math.max(1, columns * share)));
            } else {
                group.add(item);
            }
        }
        if (!group.isEmpty()) {
            found.add(new Slot(List.copyOf(group), 1));
        }
        return found;
    }

    private List<Place> placed() {
        double whole = slots.stream().mapToDouble(Slot::weight).sum();
        List<Place> found = new ArrayList<>();
        double x = 0;
        int begin = 0;
        for (Slot slot : slots) {
            double width = 100 * slot.weight() / whole;
            int end = begin + slot.items().size();
            found.add(new Place(slot.kind(), begin, end, x, width - GAP * 100 / whole));
            x += width;
            begin = end;
        }
        return found;
    }

    List<Place> places() {
        return places;
    }

    /**
     * @param staged what lies under the columns
     */
    Timeline timeline(String title, List<Timeline.Column> staged, Optional<Timeline.Tick> now) {
        double largest = Math.max(1, slots.stream().mapToLong(Slot::bytes).max().orElse(1));
        List<Timeline.Column> columns = new ArrayList<>();
        List<Timeline.Tick> ticks = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            columns.add(column(slots.get(i), places.get(i), largest));
            ticks(i, ticks);
        }
        return new Timeline(
                title, columns, staged, ticks, now, "the largest: " + Words.bytes((long) largest));
    }

    private static Timeline.Column column(Slot slot, Place place, double largest) {
        double height =
                place.kind() == PartitionKind.EMPTY
                        ? 2 * LOWEST
                        : Math.max(LOWEST, slot.bytes() / largest * Timeline.HEIGHT);
        String label =
                switch (place.kind()) {
                    case LEGACY -> "old heap";
                    case DEFAULT -> slot.first().rows().isZero() ? "" : "default";
                    default -> "";
                };
        return new Timeline.Column(
                place.kind(), place.x(), place.width(), height, slot.words(), label);
    }

    /** Where the first begins and where each kind ends, as far as their texts do not touch. */
    private void ticks(int index, List<Timeline.Tick> ticks) {
        Slot slot = slots.get(index);
        Place place = places.get(index);
        if (ticks.isEmpty()) {
            slot.first()
                    .range()
                    .filter(range -> !range.isFirst())
                    .ifPresent(r -> add(new Timeline.Tick(place.x(), "start", r.from()), ticks));
        }
        boolean ends = index + 1 == slots.size() || places.get(index + 1).kind() != place.kind();
        if (ends) {
            double right = place.x() + place.width();
            String anchor = right < 85 ? "middle" : "end";
            slot.last()
                    .range()
                    .ifPresent(range -> add(new Timeline.Tick(right, anchor, range.to()), ticks));
        }
    }

    private static void add(Timeline.Tick tick, List<Timeline.Tick> ticks) {
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
}
