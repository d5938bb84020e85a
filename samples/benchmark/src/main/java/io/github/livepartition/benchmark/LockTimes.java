// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long locks were held, in milliseconds, by the stage that held them. */
final class LockTimes {

    /** The default of maxLockTime. */
    private static final int PROMISED = 50;

    private static final int[] LIMITS = {10, 20, 30, 40, PROMISED, 75, 100};

    private final Map<String, List<Double>> times = new LinkedHashMap<>();

    void add(String stage, double millis) {
        times.computeIfAbsent(stage, s -> new ArrayList<>()).add(millis);
    }

    void addAll(LockTimes others) {
        others.times.forEach((stage, all) -> all.forEach(millis -> add(stage, millis)));
    }

    static Table table() {
        List<String> columns = new ArrayList<>(List.of("locks, ms", "stage", "how many"));
        for (int limit : LIMITS) {
            columns.add("≤ " + limit);
        }
        columns.addAll(List.of("more", "p50", "p99", "longest", "% within " + PROMISED));
        return new Table(columns.toArray(String[]::new));
    }

    void describe(String contestant, Table table) {
        times.forEach((stage, all) -> table.add(row(contestant, stage, all)));
    }

    private static String[] row(String contestant, String stage, List<Double> all) {
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        List<String> cells = new ArrayList<>(List.of(contestant, stage));
        cells.add(Integer.toString(sorted.length));
        long below = 0;
        for (int limit : LIMITS) {
            long within = all.stream().filter(millis -> millis <= limit).count();
            cells.add(Long.toString(within - below));
            below = within;
        }
        cells.add(Long.toString(sorted.length - below));
        cells.add(number(sorted[(sorted.length - 1) / 2]));
        cells.add(number(sorted[(int) Math.ceil(sorted.length * 0.99) - 1]));
        cells.add(number(sorted[sorted.length - 1]));
        long kept = all.stream().filter(millis -> millis <= PROMISED).count();
        cells.add(number(100.0 * kept / sorted.length));
        return cells.toArray(String[]::new);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
