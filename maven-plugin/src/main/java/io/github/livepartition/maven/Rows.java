// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

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
        long sum = 0;
        boolean exact = true;
        for (PartitionStatus leaf : leaves) {
            if (leaf.rows().isEmpty()) {
                return new Rows(OptionalLong.empty(), false);
            }
            sum += leaf.rows().getAsLong();
            exact &= leaf.counted();
        }
        return new Rows(OptionalLong.of(sum), exact);
    }

    String words() {
        if (number.isEmpty()) {
            return "rows not known";
        }
        return (exact ? "" : "about ") + Words.count(number.getAsLong()) + " rows";
    }
}
