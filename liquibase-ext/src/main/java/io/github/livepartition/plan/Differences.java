// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Column;
import io.github.livepartition.catalog.Difference;
import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.KeyMemory;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import java.util.ArrayList;
import java.util.List;

/** What the application sees change, and is meant to. */
final class Differences {

    private Differences() {}

    /** Of a conversion. */
    static List<Difference> of(Conversion conversion, Table table) {
        List<Difference> differences = new ArrayList<>();
        differences.add(Difference.PARTITIONS);
        if (conversion.copies()) {
            differences.add(Difference.NOT_VALID);
        }
        if (CutOver.swapsPrimaryKey(conversion, table)) {
            differences.add(
                    Difference.primaryKey(
                            table.primaryKey()
                                    .map(Index::name)
                                    .orElseGet(() -> CutOver.firstPrimaryKeyName(conversion))));
        }
        table.column(conversion.partitionColumn())
                .filter(column -> !column.notNull())
                .map(Column::name)
                .map(Difference::notNull)
                .ifPresent(differences::add);
        conversion.keys().unique().forEach(choice -> unique(choice.name(), differences));
        if (conversion.keys().incoming() != KeyChoices.Incoming.REFUSE) {
            incoming(table.incomingForeignKeys(), differences);
        }
        return differences;
    }

    /** Of the way back: of partitions other properties than the old heap's are gone with them. */
    static List<Difference> back(
            Conversion conversion, Table table, boolean nullable, KeyMemory keys) {
        List<Difference> differences = new ArrayList<>();
        differences.add(Difference.PARTITIONS);
        differences.add(Difference.ROWS);
        differences.add(Difference.NOT_VALID);
        differences.add(Difference.PARTIAL_KEYS);
        if (!conversion.primaryKeyColumns().isEmpty()) {
            differences.add(
                    Difference.primaryKey(
                            table.primaryKey()
                                    .map(Index::name)
                                    .orElseGet(() -> CutOver.firstPrimaryKeyName(conversion))));
        }
        if (nullable) {
            differences.add(Difference.notNull(conversion.partitionColumn()));
        }
        keys.unique().forEach(key -> unique(key.name(), differences));
        incoming(keys.incoming(), differences);
        return differences;
    }

    private static void unique(Identifier name, List<Difference> differences) {
        differences.add(Difference.uniqueConstraint(name));
        differences.add(Difference.uniqueIndex(name));
    }

    private static void incoming(List<IncomingForeignKey> keys, List<Difference> differences) {
        keys.forEach(key -> differences.add(Difference.incoming(key.table(), key.name())));
    }

    /** Of rows that move to other partitions. */
    static List<Difference> ofMove(Table table) {
        List<Difference> differences =
                new ArrayList<>(
                        List.of(
                                Difference.PARTITIONS,
                                Difference.ROWS,
                                Difference.NOT_VALID,
                                Difference.PARTIAL_KEYS));
        incoming(table.incomingForeignKeys(), differences);
        return differences;
    }
}
