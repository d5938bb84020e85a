// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.KeyMemory;
import io.github.livepartition.catalog.Memory;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.UniqueKey;
import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.Facts;
import io.github.livepartition.plan.KeyChoices;
import io.github.livepartition.plan.Keys;
import io.github.livepartition.sql.Identifier;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a planner must know of keys. */
final class KeysReading {

    private KeysReading() {}

    static Keys of(
            CatalogReader catalog,
            Conversion conversion,
            Optional<Table> table,
            Optional<Memory> memory)
            throws SQLException {
        if (table.isEmpty()) {
            return Keys.UNREAD;
        }
        boolean plain = table.get().kind() == RelationKind.TABLE;
        boolean referenced =
                conversion.keys().incoming() != KeyChoices.Incoming.REFUSE
                        && !table.get().incomingForeignKeys().isEmpty();
        return new Keys(
                plain
                        ? catalog.uniqueKeys(conversion.table(), conversion.partitionColumns())
                        : List.of(),
                referenced ? catalog.missingRightsOfOthers(conversion.table()) : List.of(),
                plain ? types(catalog, conversion) : Map.of(),
                memory.map(Memory::keys).orElse(KeyMemory.NOTHING),
                Map.of());
    }

    private static Map<Keys.Column, String> types(CatalogReader catalog, Conversion conversion)
            throws SQLException {
        Map<Keys.Column, String> types = new HashMap<>();
        for (KeyChoices.Wider wider : conversion.keys().wider()) {
            for (Identifier column : wider.columns()) {
                catalog.columnType(wider.table(), column)
                        .ifPresent(type -> types.put(new Keys.Column(wider.table(), column), type));
            }
        }
        return types;
    }

    /**
     * The values by which keys of a converted table could not be unique again. A key that went has
     * no index until the way back has built it, and is not looked for in a large heap before.
     */
    static Map<Identifier, List<String>> doubled(
            CatalogReader catalog, Conversion conversion, Facts facts) throws SQLException {
        Optional<Partitioning.Partition> legacy =
                facts.table()
                        .flatMap(Table::partitioning)
                        .flatMap(p -> p.partition(conversion.legacy()));
        if (legacy.isEmpty() || facts.legacy().isEmpty() || legacy.get().isLast()) {
            return Map.of();
        }
        Table heap = facts.legacy().get();
        Map<Identifier, List<String>> doubled = new HashMap<>();
        for (UniqueKey key : facts.keys().memory().unique()) {
            boolean quick =
                    key.wider().isPresent()
                            || heap.bytes() <= Planning.SMALL
                            || heap.index(conversion.oldName(key.name()))
                                    .filter(Index::valid)
                                    .isPresent();
            if (quick) {
                doubled.put(
                        key.name(),
                        catalog.doubled(
                                conversion.table(),
                                legacy.get(),
                                conversion.partitionColumn(),
                                key));
            }
        }
        return doubled;
    }
}
