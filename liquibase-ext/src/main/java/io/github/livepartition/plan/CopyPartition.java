// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.PartitionNode;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.step.MorePartitions;
import io.github.livepartition.step.NewPartition;
import java.util.List;
import java.util.stream.Stream;

/**
 * A partition of a copy, on whichever level.
 *
 * @param leaf whether it holds rows itself
 */
record CopyPartition(Identifier name, boolean leaf) {

    /** Of partitions to create, each before its own. */
    static List<CopyPartition> all(List<NewPartition> partitions) {
        return partitions.stream().flatMap(CopyPartition::all).toList();
    }

    /** Those that are there, and those to come. */
    static List<CopyPartition> all(List<PartitionNode> tree, List<MorePartitions> missing) {
        return Stream.concat(
                        tree.stream().map(n -> new CopyPartition(n.name().name(), n.leaf())),
                        missing.stream()
                                .flatMap(more -> more.partitions().stream())
                                .flatMap(CopyPartition::all))
                .toList();
    }

    private static Stream<CopyPartition> all(NewPartition partition) {
        return Stream.concat(
                Stream.of(new CopyPartition(partition.name(), partition.parts().isEmpty())),
                partition.parts().stream().flatMap(CopyPartition::all));
    }
}
