// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The partitions side by side in the order of their ranges, each as high as it is large. Lengths
 * across are percents of the picture's width, those upward are pixels.
 *
 * @param title all of it in a sentence
 * @param now where the present is
 * @param largest how much the highest column stands for
 */
public record Timeline(
        String title,
        List<Column> columns,
        List<Column> staged,
        List<Tick> ticks,
        Optional<Tick> now,
        String largest) {

    /** Of the columns at their highest. */
    public static final int HEIGHT = 130;

    private static final int TOP = 38;
    private static final int LINE = 24;
    private static final int LANE = 18;

    public Timeline {
        columns = List.copyOf(columns);
        staged = List.copyOf(staged);
        ticks = List.copyOf(ticks);
    }

    /** Where the present is not. */
    int largestAt() {
        return now.filter(tick -> tick.x() < 50).isPresent() ? 100 : 0;
    }

    int floor() {
        return TOP + HEIGHT;
    }

    int ticksAt() {
        return floor() + LINE + (staged.isEmpty() ? 0 : LANE);
    }

    int pixels() {
        return ticksAt() + 6;
    }

    /** A line of the legend. */
    record Key(String css, String words) {}

    /** What the colours in the picture mean. */
    List<Key> keys() {
        return Stream.concat(columns.stream(), staged.stream())
                .map(Column::kind)
                .distinct()
                .map(kind -> new Key(kind.css(), kind.legend()))
                .toList();
    }

    /**
     * @param kind what it is coloured as
     * @param words what it stands for
     * @param label written above it; may be empty
     */
    public record Column(
            PartitionKind kind, double x, double width, double height, String words, String label) {

        String css() {
            return kind.css();
        }

        double top() {
            return TOP + HEIGHT - height;
        }

        double labelAt() {
            return top() - 5;
        }

        double middle() {
            return x + width / 2;
        }
    }

    /**
     * @param anchor of its text, as SVG names it: start, middle or end
     */
    public record Tick(double x, String anchor, String text) {}
}
