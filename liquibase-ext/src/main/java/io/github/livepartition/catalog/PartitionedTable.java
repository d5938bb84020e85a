// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * A partitioned table, or one that is being copied to become one.
 *
 * @param key such as {@code RANGE (created_at)}, an expression as dots; empty for a table that is
 *     not partitioned yet
 * @param column the key of a table partitioned by ranges of one column
 * @param keyType its type, as {@code format_type} prints it
 * @param partitions all below it, those right below it first and in the order of their ranges
 */
public record PartitionedTable(
        long oid,
        QualifiedName name,
        Optional<String> key,
        Optional<Identifier> column,
        Optional<String> keyType,
        List<PartitionStatus> partitions) {

    public PartitionedTable {
        partitions = List.copyOf(partitions);
    }

    /** Those right below it. */
    public List<PartitionStatus> children() {
        return partitions.stream().filter(p -> p.parent().equals(name)).toList();
    }

    /** Those with rows. */
    public List<PartitionStatus> leaves() {
        return partitions.stream().filter(PartitionStatus::leaf).toList();
    }

    public Optional<PartitionStatus> legacy() {
        return partitions.stream().filter(PartitionStatus::legacy).findFirst();
    }

    PartitionedTable with(List<PartitionStatus> others) {
        return new PartitionedTable(oid, name, key, column, keyType, others);
    }
}
