// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

/**
 * A partition.
 *
 * @param depth 1 right below the table
 * @param bound without {@code FOR VALUES}
 * @param remark such as being detached; may be empty
 */
public record PartitionView(
        String name,
        int depth,
        String bound,
        PartitionKind kind,
        String rows,
        String size,
        String remark) {}
