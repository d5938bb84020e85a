// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.Extent;
import io.github.livepartition.catalog.Operation;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a table stands.
 *
 * @param runway empty when there is no end, or nobody can say where it is
 * @param unfinished a copy or staged ranges that are not, or can still be undone
 * @param operations who works on it now
 * @param pausedBy who has stopped that
 */
public record TableStatus(
        PartitionedTable table,
        Optional<Runway> runway,
        Optional<Unfinished> unfinished,
        List<Operation> operations,
        Optional<Operation.Activity> pausedBy) {

    public TableStatus {
        operations = List.copyOf(operations);
    }

    /**
     * What changes are logged for.
     *
     * @param source the table, or the old heap of which ranges are staged
     * @param log where
     * @param copy of the whole table; empty where this role may not read the log
     * @param stage of ranges, likewise
     * @param extents of these ranges, as far as they are there and nobody has locked them
     */
    public record Unfinished(
            QualifiedName source,
            QualifiedName log,
            boolean staged,
            Optional<CopyState> copy,
            Optional<StageState> stage,
            Map<Identifier, Extent> extents) {

        public Unfinished {
            extents = Map.copyOf(extents);
        }
    }
}
