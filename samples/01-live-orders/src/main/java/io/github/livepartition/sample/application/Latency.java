// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.util.Optional;
import java.util.stream.LongStream;

/** How long statements of one kind took, in nanoseconds. */
public record Latency(long calls, long median, long p99, long longest) {

    /** Nothing if there was no statement. */
    public static Optional<Latency> of(LongStream nanos) {
        long[] sorted = nanos.sorted().toArray();
        return sorted.length == 0
                ? Optional.empty()
                : Optional.of(
                        new Latency(
                                sorted.length,
                                at(sorted, 0.5),
                                at(sorted, 0.99),
                                sorted[sorted.length - 1]));
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * share))];
    }
}
