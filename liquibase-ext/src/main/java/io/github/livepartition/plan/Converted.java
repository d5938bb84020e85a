// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Memory;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A converted table: read from the catalog, or predicted from the table as it is before the
 * conversion, so that the rollback can be printed in advance.
 *
 * @param table what the application sees: columns, triggers, views, sequences, privileges
 * @param primaryKey the name of the primary key on the table
 * @param indexes each index of legacy that existed before, with the name it had
 * @param keyIndex whether the index on the key is ours
 * @param legacy the old heap; where it is predicted, the table itself
 */
record Converted(
        Table table,
        Memory memory,
        Optional<Index> primaryKey,
        Map<Identifier, Identifier> indexes,
        boolean keyIndex,
        Table legacy) {

    Converted {
        var sorted = new TreeMap<Identifier, Identifier>((a, b) -> a.value().compareTo(b.value()));
        sorted.putAll(indexes);
        indexes = sorted;
    }

    static Converted read(Conversion conversion, Facts facts) {
        var table = facts.table().orElseThrow();
        var legacy = facts.legacy().orElseThrow();
        var memory = facts.memory().orElseThrow();
        var indexes = new TreeMap<Identifier, Identifier>((a, b) -> a.value().compareTo(b.value()));
        indexes.putAll(facts.indexParents());
        if (memory.newPrimaryKey()) {
            indexes.remove(conversion.newPrimaryKeyName());
        }
        memory.keys().unique().forEach(key -> indexes.values().remove(key.name()));
        return new Converted(
                table,
                memory,
                table.primaryKey(),
                indexes,
                legacy.index(conversion.keyIndexName()).isPresent(),
                legacy);
    }

    static Converted predicted(Conversion conversion, Facts facts) {
        var table = facts.table().orElseThrow();
        var memory = CutOver.memory(conversion, facts);
        var indexes = new TreeMap<Identifier, Identifier>((a, b) -> a.value().compareTo(b.value()));
        for (Index index : table.indexes()) {
            var dropped =
                    index.primary() && memory.newPrimaryKey()
                            || conversion.keys().of(index.name()).isPresent();
            if (!dropped && !conversion.ownNames().contains(index.name())) {
                indexes.put(IndexNames.legacy(index.name()), index.name());
            }
        }
        return new Converted(
                table,
                memory,
                table.primaryKey(),
                indexes,
                ConversionPlanner.needsKeyIndex(conversion, table),
                table);
    }

    /** The tables that foreign keys of legacy name. */
    List<QualifiedName> referenced() {
        return legacy.foreignKeys().stream().map(ForeignKey::references).distinct().toList();
    }
}
