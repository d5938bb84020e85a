// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.plan.Move;
import io.github.livepartition.plan.MoveFacts;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a planner of moves must know. */
final class MoveReading {

    private MoveReading() {}

    static MoveFacts facts(Connection connection, Move move) throws SQLException {
        return CatalogReader.ask(connection, catalog -> facts(catalog, move));
    }

    static MoveFacts facts(CatalogReader catalog, Move move) throws SQLException {
        QualifiedName name = move.table();
        Optional<Table> table = catalog.table(name, List.of());
        Optional<Identifier> key = table.flatMap(Table::partitioning).flatMap(Partitioning::column);
        Optional<Table> legacy = catalog.table(move.legacy(), List.of());
        Set<Identifier> indexed =
                key.isPresent() ? catalog.indexed(name.schema(), key.get()) : Set.of();
        boolean keyRead =
                legacy.isPresent()
                        && indexed.contains(move.legacy().name())
                        && catalog.mayRead(move.legacy());
        return new MoveFacts(
                catalog.server(),
                table,
                legacy,
                catalog.memory(move.legacy(), move.boundsName()),
                keyRead ? catalog.leastKey(move.legacy(), key.get()) : Optional.empty(),
                catalog.moveNotes(name),
                indexed,
                catalog.ownReactions(move.legacy()),
                catalog.relationNames(name.schema()),
                table.isPresent() ? catalog.missingRights(table.get()) : List.of());
    }
}
