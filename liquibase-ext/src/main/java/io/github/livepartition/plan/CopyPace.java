// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.step.Pacing;

/**
 * How fast rows are copied.
 *
 * @param batchPages how many pages of the heap one transaction copies
 * @param sessions how many sessions copy and build indexes, where more than one can be had
 */
public record CopyPace(int batchPages, Pacing pacing, int sessions) {

    /** How many pages a transaction copies where nothing else is said: 8 MB. */
    public static final int BATCH_PAGES = 1024;
}
