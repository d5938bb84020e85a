// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/**
 * How much some rows of a table are, as the planner estimates them from the statistics; sizes are
 * their share of the files.
 *
 * @param heapBytes with TOAST
 * @param analyzed whether there are statistics
 */
public record Extent(long rows, long heapBytes, long indexBytes, boolean analyzed) {

    public long bytes() {
        return heapBytes + indexBytes;
    }
}
