// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.PartitionNode;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a planner knows of a copy besides {@link Facts}.
 *
 * @param columns what is known of the partition columns that there are
 * @param structure the structure of the table, as {@link CopyState#structure} was read
 * @param state empty before a copy has begun
 * @param copy the copy before it gets the table's name, or after it has lost it
 * @param tree the partitions of the copy on all levels
 * @param keys the foreign keys of the table, or of one of its partitions, which have them alike
 * @param unprovedKeys whether the table or a partition of it has a foreign key that is not
 *     validated
 * @param functionThere whether there is a function with the name of the log's
 */
public record CopyFacts(
        Facts facts,
        Map<Identifier, KeyFacts> columns,
        Optional<String> structure,
        Optional<CopyState> state,
        Optional<Table> copy,
        List<PartitionNode> tree,
        List<ForeignKey> keys,
        boolean unprovedKeys,
        boolean functionThere) {

    public CopyFacts {
        columns = Map.copyOf(columns);
        tree = List.copyOf(tree);
        keys = List.copyOf(keys);
    }
}
