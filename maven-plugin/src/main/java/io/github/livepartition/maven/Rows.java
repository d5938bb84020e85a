// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.Extent;
import io.github.livepartition.catalog.PartitionStatus;
import java.util.Collection;
import java.util.OptionalLong;

/**
 * How many rows some partitions have.
 *
 * @param number empty when it is not known of one of them
 * @param exact whether all were counted
 */
record Rows(OptionalLong number, boolean exact) {

    static Rows of(PartitionStatus partition) {
        return new Rows(partition.rows(), partition.counted());
    }

    static Rows of(Collection<PartitionStatus> leaves) {
        return sum(leaves.stream().map(Rows::of).toList());
    }

    /** Estimated. */
    static Rows of(Extent extent) {
        return extent.analyzed()
                ? new Rows(OptionalLong.of(extent.rows()), false)
                : new Rows(OptionalLong.empty(), false);
    }

    static Rows sum(Collection<Rows> parts) {
        long sum = 0;
        boolean exact = true;
        for (Rows part : parts) {
            if (part.number.isEmpty()) {
                return new Rows(OptionalLong.empty(), false);
            }
            sum += part.number.getAsLong();
            exact &= part.exact;
        }
        return new Rows(OptionalLong.of(sum), exact);
    }

    boolean isZero() {
        return number.isPresent() && number.getAsLong() == 0;
    }

    String words() {
        if (number.isEmpty()) {
            return "rows not known";
        }
        return (exact ? "" : "about ") + Words.count(number.getAsLong()) + " rows";
    }
}
