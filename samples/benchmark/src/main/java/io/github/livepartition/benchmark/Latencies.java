// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import io.github.livepartition.sample.application.Latency;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
        Table table = new Table("", "statement", "how many", "p50, µs", "p99, µs");
        for (Situation situation : Situation.values()) {
            for (Kind kind : Kind.values()) {
                latency(situation, kind)
                        .ifPresent(
                                l ->
                                        table.add(
                                                situation.toString(),
                                                kind.toString(),
                                                Long.toString(l.calls()),
                                                micros(l.median()),
                                                micros(l.p99())));
            }
        }
        return table;
    }

    private Optional<Latency> latency(Situation situation, Kind kind) {
        return Latency.of(
                nanos.getOrDefault(situation, Map.of()).getOrDefault(kind, List.of()).stream()
                        .mapToLong(Long::longValue));
    }

    private static String micros(long time) {
        return String.format(Locale.ROOT, "%.0f", time / MICROSECOND);
    }
}
