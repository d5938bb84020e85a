// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Begin and duration of each statement of one thread, in nanoseconds. */
final class Timings {
    private final Map<Kind, Samples> samples = new EnumMap<>(Kind.class);

    void add(Kind kind, long begin, long nanos) {
        samples.computeIfAbsent(kind, k -> new Samples()).add(begin, nanos);
    }

    void forEach(BiConsumer<Kind, Sample> consumer) {
        samples.forEach(
                (kind, all) -> {
                    for (int i = 0; i < all.size; i += 2) {
                        consumer.accept(kind, new Sample(all.values[i], all.values[i + 1]));
                    }
                });
    }

    record Sample(long begin, long nanos) {}

    private static final class Samples {
        private long[] values = new long[256];
        private int size;

        void add(long begin, long nanos) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = begin;
            values[size++] = nanos;
        }
    }
}
