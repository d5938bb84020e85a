// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.KeyMemory;
import io.github.livepartition.catalog.PartitionNode;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.CopyFacts;
import io.github.livepartition.plan.Facts;
import io.github.livepartition.plan.LegacyDrop;
import io.github.livepartition.plan.Strategy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a planner of a copy must know, in one snapshot. */
final class CopyReading {

    private CopyReading() {}

    static CopyFacts facts(Connection connection, Conversion conversion) throws SQLException {
        return CatalogReader.ask(connection, catalog -> facts(catalog, conversion));
    }

    /** What there is of a copy after its switch. */
    static CopyFacts facts(Connection connection, LegacyDrop drop) throws SQLException {
        return CatalogReader.ask(connection, catalog -> facts(catalog, drop));
    }

    private static CopyFacts facts(CatalogReader catalog, LegacyDrop drop) throws SQLException {
        Optional<Table> table = catalog.table(drop.table());
        Facts facts =
                Facts.of(
                        catalog.server(),
                        table,
                        table.isPresent() ? catalog.missingRights(table.get()) : List.of(),
                        catalog.table(drop.legacy(), List.of()));
        return new CopyFacts(
                facts,
                Map.of(),
                Optional.empty(),
                catalog.copyState(drop.table(), drop.log(), drop.pages()),
                Optional.empty(),
                List.of(),
                table.isPresent() ? keys(catalog, table.get()) : List.of(),
                catalog.hasUnprovedKeys(drop.table()),
                true);
    }

    private static CopyFacts facts(CatalogReader catalog, Conversion conversion)
            throws SQLException {
        Facts facts = Planning.facts(catalog, conversion);
        Optional<Table> table = facts.table();
        if (table.isEmpty()) {
            return new CopyFacts(
                    facts,
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    false,
                    false);
        }
        Optional<CopyState> state =
                catalog.copyState(conversion.table(), conversion.logName(), conversion.pagesName());
        KeyMemory memory = state.map(CopyState::keys).orElse(KeyMemory.NOTHING);
        boolean plain = table.get().kind() == RelationKind.TABLE;
        return new CopyFacts(
                facts.with(memory),
                plain && conversion.strategy() instanceof Strategy.Copy copy
                        ? new KeyReading(catalog, table.get()).facts(copy)
                        : Map.of(),
                catalog.structure(conversion.table()),
                state,
                state.isPresent() ? catalog.table(conversion.copyName()) : Optional.empty(),
                state.isPresent() ? catalog.partitionTree(conversion.copyName()) : List.of(),
                keys(catalog, table.get()),
                catalog.hasUnprovedKeys(conversion.table()),
                catalog.functionBody(conversion.logName()).isPresent());
    }

    private static List<ForeignKey> keys(CatalogReader catalog, Table table) throws SQLException {
        if (!table.foreignKeys().isEmpty()) {
            return table.foreignKeys();
        }
        Optional<PartitionNode> leaf =
                catalog.partitionTree(table.name()).stream()
                        .filter(PartitionNode::leaf)
                        .findFirst();
        Optional<Table> partition =
                leaf.isPresent() ? catalog.table(leaf.get().name()) : Optional.empty();
        return partition.map(Table::foreignKeys).orElse(List.of());
    }
}
