// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.plan.Completion;
import io.github.livepartition.plan.Move;
import io.github.livepartition.plan.MoveFacts;
import io.github.livepartition.plan.StageFacts;
import io.github.livepartition.plan.StageGaps;
import io.github.livepartition.plan.Staged;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.Within;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a planner of staged moves must know. */
final class StageReading {

    private StageReading() {}

    /**
     * Whoever truncates the table locks it and all its partitions, one after the other. So nobody
     * may hold one of them and wait for another: what reads rows comes last in its transaction.
     */
    static StageFacts facts(Connection connection, Move move) throws SQLException {
        MoveFacts facts = MoveReading.facts(connection, move);
        return CatalogReader.ask(connection, catalog -> facts(catalog, move, facts, false));
    }

    static StageFacts facts(Connection connection, Completion completion) throws SQLException {
        Move move = completion.move();
        MoveFacts facts = MoveReading.ofSwitch(connection, move);
        return CatalogReader.ask(connection, catalog -> facts(catalog, move, facts, true));
    }

    private static StageFacts facts(
            CatalogReader catalog, Move move, MoveFacts facts, boolean counts) throws SQLException {
        Staged staged = new Staged(move.table(), move.legacy());
        Optional<StageState> state = catalog.stageState(staged.log(), staged.ranges());
        return new StageFacts(
                facts,
                catalog.structure(move.table()),
                state,
                catalog.exists(staged.staging()),
                keys(catalog, facts, state),
                catalog.hasUnprovedKeys(move.table()),
                catalog.isWatched(move.legacy()),
                counts && state.isPresent() ? gaps(catalog, move, facts, state.get()) : Map.of());
    }

    private static Map<Span, Long> gaps(
            CatalogReader catalog, Move move, MoveFacts facts, StageState state)
            throws SQLException {
        Map<Span, Long> gaps = new LinkedHashMap<>();
        for (Span gap : StageGaps.of(move, facts, state)) {
            Identifier key =
                    facts.table().flatMap(Table::partitioning).flatMap(Partitioning::column).get();
            gaps.put(
                    gap,
                    catalog.rowsWhere(
                            move.legacy(),
                            Within.condition(Sql.of("%s", key), gap),
                            StageFacts.MOST + 1));
        }
        return gaps;
    }

    /** They are on the partitions, and on each alike. */
    private static List<ForeignKey> keys(
            CatalogReader catalog, MoveFacts facts, Optional<StageState> state)
            throws SQLException {
        List<ForeignKey> old = facts.legacy().map(Table::foreignKeys).orElse(List.of());
        if (!old.isEmpty() || facts.table().isEmpty()) {
            return old;
        }
        Optional<QualifiedName> partition =
                state.stream()
                        .flatMap(s -> s.ranges().stream())
                        .filter(StageState.Range::keyed)
                        .map(range -> facts.table().get().name().withName(range.name()))
                        .findFirst();
        return partition.isPresent()
                ? catalog.table(partition.get()).map(Table::foreignKeys).orElse(List.of())
                : List.of();
    }
}
