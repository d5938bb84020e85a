// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

/** How a table becomes partitioned. */
public sealed interface Strategy {

    /** The old heap becomes the first partition. */
    record Attach(Proof proof) implements Strategy {}

    /**
     * All rows are copied into new partitions, and then the names are switched.
     *
     * @param batchPages how many pages of the heap one transaction copies
     */
    record Copy(int batchPages) implements Strategy {}
}
