// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.step.Pacing;

/** How a table becomes partitioned. */
public sealed interface Strategy {

    /** The old heap becomes the first partition. */
    record Attach(Proof proof) implements Strategy {}

    /**
     * All rows are copied into new partitions, and then the names are switched.
     *
     * @param batchPages how many pages of the heap one transaction copies
     * @param sessions how many sessions copy and build indexes, where more than one can be had
     * @param reverseLog whether the old heap is kept in step after the switch, so that there is a
     *     way back
     */
    record Copy(int batchPages, Pacing pacing, int sessions, boolean reverseLog)
            implements Strategy {

        /** How many pages a transaction copies where nothing else is said: 8 MB. */
        public static final int BATCH_PAGES = 1024;

        /** One session, as fast as it goes. */
        public static final Copy DEFAULT = new Copy(BATCH_PAGES, Pacing.NONE, 1, true);
    }
}
