// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.util.Collection;
import java.util.Locale;

/** The least, the middle and the greatest of some numbers. */
record Spread(double min, double median, double max) {

    static Spread of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return new Spread(
                sorted[0],
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
                sorted[sorted.length - 1]);
    }

    /** For example {@code 1.10 / 1.15 / 1.32}. */
    String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(
                Locale.ROOT, String.join(" / ", number, number, number), min, median, max);
    }
}
