// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.UniqueKey;
import io.github.livepartition.sql.Identifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that a conversion will give, held against those that are taken and each other. */
final class NewNames {

    private static final String LEGACY = "legacyTableName";
    private static final String PATTERN = "partitionNamePattern";
    private static final String NONE = "";

    private final Conversion conversion;
    private final Facts facts;
    private final ConversionChecks checks;
    private final Map<Identifier, String> given = new LinkedHashMap<>();

    NewNames(Conversion conversion, Facts facts, ConversionChecks checks) {
        this.conversion = conversion;
        this.facts = facts;
        this.checks = checks;
    }

    void check(Table table, List<Identifier> partitions) {
        UniqueKeys unique = new UniqueKeys(conversion, facts.keys());
        give(conversion.legacy().name(), "the old heap", LEGACY);
        partitions.forEach(name -> give(name, "a partition", PATTERN));
        for (Index index : table.indexes()) {
            if (!conversion.ownNames().contains(index.name())) {
                give(
                        IndexNames.legacy(index.name()),
                        "the index %s of the old heap".formatted(index.name()),
                        NONE);
            }
            if (unique.isExtended(index.name())) {
                extended(table, index.name());
            }
        }
        if (!conversion.primaryKeyColumns().isEmpty() && table.primaryKey().isEmpty()) {
            give(CutOver.firstPrimaryKeyName(conversion), "the primary key", NONE);
        }
        ownIndex(table, conversion.keyIndexName(), List.of(conversion.partitionColumn()));
        ownIndex(table, conversion.newPrimaryKeyName(), conversion.primaryKeyColumns());
    }

    /**
     * An index of ours on the table itself is a conversion under way, if it is what we would build.
     */
    private void ownIndex(Table table, Identifier name, List<Identifier> columns) {
        Optional<Index> index = table.index(name);
        if (index.isEmpty()) {
            give(name, "an index", LEGACY);
        } else if (!index.get().isOn(columns) || index.get().primary()) {
            checks.add(taken(name, "an index", LEGACY));
        }
    }

    /** Likewise. */
    private void extended(Table table, Identifier index) {
        Identifier name = IndexNames.extended(index);
        Optional<Index> there = table.index(name);
        if (there.isEmpty()) {
            give(name, "a unique index", NONE);
        } else if (facts.keys()
                .unique(index)
                .flatMap(UniqueKey::wider)
                .filter(there.get().method()::equals)
                .isEmpty()) {
            checks.add(taken(name, "a unique index", NONE));
        }
    }

    private void give(Identifier name, String what, String attribute) {
        if (facts.relationNames().contains(name)) {
            checks.add(taken(name, what, attribute));
        }
        String other = given.putIfAbsent(name, what);
        if (other != null) {
            checks.add(
                    Refusals.nameTwice(conversion.table().withName(name), other, what, attribute));
        }
    }

    private Finding taken(Identifier name, String what, String attribute) {
        return Refusals.nameTaken(conversion.table().withName(name), what, attribute);
    }
}
