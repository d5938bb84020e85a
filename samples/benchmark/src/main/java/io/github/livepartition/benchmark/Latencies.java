// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import io.github.livepartition.sample.application.Latency;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long statements took, by situation and kind. */
final class Latencies {

    private static final double MICROSECOND = 1e3;

    private final Map<Situation, Map<Kind, List<Long>>> nanos = new EnumMap<>(Situation.class);

    synchronized void add(Situation situation, Kind kind, long time) {
        nanos.computeIfAbsent(situation, s -> new EnumMap<>(Kind.class))
                .computeIfAbsent(kind, k -> new ArrayList<>())
                .add(time);
    }

    Table table() {
        Table table =
                new Table("", "statement", "how many", "p50, µs", "×", "p99, µs", "×", "× what");
        for (Situation situation : Situation.values()) {
            for (Kind kind : Kind.values()) {
                Latency ours = latency(situation, kind);
                Latency base = latency(situation.withoutUs(), kind);
                table.add(
                        situation.toString(),
                        kind.toString(),
                        Long.toString(ours.calls()),
                        number(0, ours.median() / MICROSECOND),
                        number(2, (double) ours.median() / base.median()),
                        number(0, ours.p99() / MICROSECOND),
                        number(2, (double) ours.p99() / base.p99()),
                        situation.withoutUs().toString());
            }
        }
        return table;
    }

    private Latency latency(Situation situation, Kind kind) {
        return Latency.of(nanos.get(situation).get(kind).stream().mapToLong(Long::longValue))
                .orElseThrow();
    }

    private static String number(int decimals, double value) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
