// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A part of the whole.
 *
 * @param x where its bar begins, in percent
 * @param width of its bar, likewise
 */
public record Share(PartitionKind kind, double x, double width) {

    /** Of amounts, in the map's order; empty where they are all zero. */
    public static List<Share> of(Map<PartitionKind, Long> amounts) {
        double whole = amounts.values().stream().mapToLong(Long::longValue).sum();
        List<Share> shares = new ArrayList<>();
        double x = 0;
        for (Map.Entry<PartitionKind, Long> amount : amounts.entrySet()) {
            if (amount.getValue() > 0) {
                double width = 100 * amount.getValue() / whole;
                shares.add(new Share(amount.getKey(), x, width));
                x += width;
            }
        }
        return shares;
    }

    String words() {
        return kind == PartitionKind.ORDINARY ? "partitions" : kind.legend();
    }

    /** Never 0 % of something, nor 100 % where something is missing. */
    String percent() {
        if (width > 0 && width < 1) {
            return "below 1 %";
        }
        return width > 99 && width < 100
                ? "above 99 %"
                : String.format(Locale.ROOT, "%.0f %%", width);
    }
}
