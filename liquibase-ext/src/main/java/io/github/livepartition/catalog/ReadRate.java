// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/**
 * How fast PostgreSQL has just read some pages of a table.
 *
 * @param bytes that were read
 */
public record ReadRate(long bytes, double seconds) {

    /** In bytes. */
    public double perSecond() {
        return bytes / seconds;
    }
}
