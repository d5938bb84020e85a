// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of the old heap is in no staged range. */
public final class StageGaps {

    private StageGaps() {}

    /** Lowest keys first; none where the old heap is no partition, or its keys cannot be read. */
    public static List<Span> of(Move move, MoveFacts facts, StageState state) {
        Optional<Table> table = facts.table();
        Optional<Partitioning.Partition> legacy =
                table.flatMap(Table::partitioning).flatMap(p -> p.partition(move.legacy()));
        Optional<KeyType> type =
                table.filter(t -> t.partitioning().flatMap(Partitioning::column).isPresent())
                        .flatMap(t -> t.column(MoveChecks.key(t)))
                        .flatMap(c -> KeyType.of(c.type()));
        if (legacy.isEmpty() || type.isEmpty() || !facts.indexed().contains(move.legacy().name())) {
            return List.of();
        }
        MoveLayout layout = new MoveLayout(move, type.get());
        List<Span> staged = new ArrayList<>();
        for (StageState.Range range : state.ranges()) {
            staged.add(
                    new Span(
                            range.lower().map(layout.scheme()::parse),
                            Optional.of(layout.scheme().parse(range.upper()))));
        }
        return StageContext.rest(MoveState.span(legacy.get(), layout), staged);
    }
}
