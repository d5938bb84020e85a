// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Check;
import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.NewPartition;
import io.github.livepartition.step.Pacing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The reasons against a copy that other conversions do not have. */
final class CopyChecks {

    private final Conversion conversion;
    private final CopyFacts facts;
    private final ConversionChecks checks;
    private final Map<Identifier, String> given = new LinkedHashMap<>();

    CopyChecks(Conversion conversion, CopyFacts facts, ConversionChecks checks) {
        this.conversion = conversion;
        this.facts = facts;
        this.checks = checks;
    }

    void check(Table table, Optional<CopyLayout> layout) {
        if (Copies.key(table).isEmpty()) {
            checks.add(CopyRefusals.noUniqueKey(table));
        }
        Copies.keyIndex(table)
                .map(Index::name)
                .filter(new UniqueKeys(conversion, facts.facts().keys())::isDropped)
                .ifPresent(name -> checks.add(KeyRefusals.copiesByUnique(table, name)));
        table.indexes().stream()
                .filter(index -> index.unique() && Copies.isDeferrable(index))
                .forEach(index -> checks.add(CopyRefusals.deferrable(table, index)));
        table.checks().stream()
                .filter(check -> !check.validated())
                .map(Check::name)
                .forEach(c -> checks.add(CopyRefusals.notValid(table, "check constraint " + c, c)));
        table.foreignKeys().stream()
                .filter(key -> !key.isValid())
                .map(ForeignKey::name)
                .forEach(k -> checks.add(CopyRefusals.notValid(table, "foreign key " + k, k)));
        Pacing pacing = ((Strategy.Copy) conversion.strategy()).pace().pacing();
        if (pacing.maxReplicaLag().isPresent() && !facts.facts().server().readsAllStats()) {
            checks.add(CopyRefusals.standbysUnseen(facts.facts().server().role()));
        }
        facts.state()
                .map(CopyState::structure)
                .filter(then -> !facts.structure().equals(Optional.of(then)))
                .ifPresent(
                        then ->
                                checks.add(
                                        CopyRefusals.structureChanged(
                                                table.name(), conversion.copyName())));
        KeyPlans.checkBegun(conversion, facts, table, checks);
        give(conversion.legacy().name(), "the old heap");
        table.indexes()
                .forEach(
                        index ->
                                give(
                                        IndexNames.legacy(index.name()),
                                        "the index %s of the old heap".formatted(index.name())));
        if (facts.state().isEmpty()) {
            if (facts.functionThere()) {
                checks.add(CopyRefusals.nameTaken(conversion.logName(), "the trigger function"));
            }
            table.triggers().stream()
                    .filter(trigger -> conversion.ownNames().contains(trigger.name()))
                    .forEach(t -> checks.add(CopyRefusals.triggerTaken(table, t.name())));
            give(conversion.logName().name(), "the change log");
            give(conversion.pagesName().name(), "the progress of the copy");
            give(conversion.copyName().name(), "the copy");
        }
        layout.ifPresent(l -> l.partitions().forEach(this::partition));
        if (facts.copy().map(Table::indexes).filter(indexes -> !indexes.isEmpty()).isEmpty()) {
            Copies.indexNames(conversion, table)
                    .forEach(
                            index ->
                                    give(
                                            IndexNames.copy(index),
                                            "the index %s of the copy".formatted(index)));
        }
        if (CutOver.swapsPrimaryKey(conversion, table)
                && table.primaryKey().map(Index::name).isEmpty()) {
            give(Copies.primaryKeyName(conversion, table), "the primary key");
        }
    }

    private void partition(NewPartition partition) {
        // of an earlier copy, which is kept or goes
        if (facts.tree().stream().noneMatch(n -> n.name().name().equals(partition.name()))) {
            give(partition.name(), "a partition");
        }
        partition.parts().forEach(this::partition);
    }

    private void give(Identifier name, String what) {
        QualifiedName whole = conversion.table().withName(name);
        if (facts.facts().relationNames().contains(name)) {
            checks.add(CopyRefusals.nameTaken(whole, what));
        }
        String other = given.putIfAbsent(name, what);
        if (other != null) {
            checks.add(Refusals.nameTwice(whole, other, what, ""));
        }
    }
}
