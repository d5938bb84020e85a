// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Column;
import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AddIncomingKey;
import io.github.livepartition.step.DropIncomingKey;
import io.github.livepartition.step.ExpectReferences;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.ValidateIncomingKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of the foreign keys of other tables. */
record Referencing(Conversion conversion, Facts facts) {

    /** Why they are in the way. */
    void check(Table table, ConversionChecks checks) {
        List<IncomingForeignKey> keys = table.incomingForeignKeys();
        if (keys.isEmpty()) {
            return;
        }
        if (conversion.keys().incoming() == KeyChoices.Incoming.REFUSE) {
            checks.add(KeyRefusals.incoming(table));
            // whatever is said about them
            keys.stream()
                    .filter(key -> key.table().equals(table.name()))
                    .forEach(key -> checks.add(KeyRefusals.self(table, key)));
            return;
        }
        for (KeyChoices.Wider wider : conversion.keys().wider()) {
            if (keys.stream()
                    .noneMatch(key -> conversion.keys().of(key).equals(Optional.of(wider)))) {
                checks.add(KeyRefusals.noSuchKey(table, wider));
            }
        }
        for (IncomingForeignKey key : keys) {
            if (key.table().equals(table.name())) {
                checks.add(KeyRefusals.self(table, key));
            } else if (key.partitioned()) {
                checks.add(KeyRefusals.ofPartitioned(table, key));
            } else if (!key.validated()) {
                checks.add(KeyRefusals.notValid(table, key));
            } else if (repoints()) {
                checkRepointed(table, key, checks);
            }
        }
        if (!facts.keys().missingRights().isEmpty()) {
            checks.add(
                    Refusals.rights(
                            Sql.of("%s", facts.server().role()),
                            table.name(),
                            facts.keys().missingRights()));
        }
    }

    private void checkRepointed(Table table, IncomingForeignKey key, ConversionChecks checks) {
        Optional<KeyChoices.Wider> wider = conversion.keys().of(key);
        if (wider.isPresent()) {
            checkWider(table, key, wider.get(), checks);
        }
        List<Identifier> lacking = wider.isPresent() ? List.of() : lacking(key);
        Set<Identifier> columns = new HashSet<>(key.references());
        wider.ifPresent(w -> columns.addAll(lacking(key)));
        boolean swapped = CutOver.swapsPrimaryKey(conversion, table);
        boolean stays =
                new UniqueKeys(conversion, facts.keys())
                        .after(table.name(), table.indexes().stream())
                        .filter(index -> !(index.primary() && swapped))
                        .anyMatch(index -> isKey(index, columns));
        boolean becomes = swapped && columns.equals(new HashSet<>(conversion.primaryKeyColumns()));
        if (!lacking.isEmpty() || !stays && !becomes) {
            checks.add(KeyRefusals.repointLacks(table, key, conversion.partitionColumns()));
        } else if (key.acts() && facts.server().major() < 15) {
            checks.add(KeyRefusals.repointActs(table, key));
        } else if (key.ofPartition() && !facts.server().detachesKeysToPartitioned()) {
            checks.add(KeyRefusals.fastens(facts.server(), table, key));
        }
    }

    private List<Identifier> lacking(IncomingForeignKey key) {
        return conversion.partitionColumns().stream()
                .filter(column -> !key.references().contains(column))
                .toList();
    }

    private void checkWider(
            Table table, IncomingForeignKey key, KeyChoices.Wider wider, ConversionChecks checks) {
        List<Identifier> lacking = lacking(key);
        if (wider.columns().size() != lacking.size()) {
            checks.add(KeyRefusals.widerColumns(table, key, wider, lacking));
            return;
        }
        if (key.rest().isEmpty() || key.empties()) {
            checks.add(KeyRefusals.notWider(table, key));
        }
        for (int i = 0; i < lacking.size(); i++) {
            Identifier there = wider.columns().get(i);
            String type = facts.keys().types().get(new Keys.Column(wider.table(), there));
            Optional<String> wanted = table.column(lacking.get(i)).map(Column::type);
            if (type == null) {
                checks.add(Refusals.noColumn(wider.table(), there, "columns of its foreignKey"));
            } else if (wanted.filter(t -> !t.equals(type)).isPresent()) {
                checks.add(
                        KeyRefusals.widerType(
                                table, key, there, type, lacking.get(i), wanted.get()));
            }
        }
    }

    private static boolean isKey(Index index, Set<Identifier> columns) {
        return index.unique()
                && index.columns().size() == columns.size()
                && columns.equals(
                        new HashSet<>(index.columns().stream().flatMap(Optional::stream).toList()));
    }

    private boolean repoints() {
        return conversion.keys().incoming() == KeyChoices.Incoming.REPOINT;
    }

    /** For the cut-over: those that are to point at the new table. */
    List<IncomingForeignKey> repointed(Table table) {
        return repoints()
                ? table.incomingForeignKeys().stream().map(key -> wider(table, key)).toList()
                : List.of();
    }

    IncomingForeignKey wider(Table table, IncomingForeignKey key) {
        return conversion
                .keys()
                .of(key)
                .map(w -> key.with(table.name(), w.columns(), lacking(key)))
                .orElse(key);
    }

    /** The stage, not before there is no row for which those with more columns would not hold. */
    Stage expecting(Table table, Stage stage) {
        List<Step> expectations = new ArrayList<>();
        for (IncomingForeignKey key : table.incomingForeignKeys()) {
            if (repoints() && conversion.keys().of(key).isPresent()) {
                expectations.add(
                        new ExpectReferences(
                                wider(table, key), key.columns().size(), table.name()));
            }
        }
        return expectations.isEmpty() ? stage : new Stage.Expecting(expectations, stage);
    }

    /** Reasons against the way back. */
    void checkWayBack(Table table, ConversionChecks checks) {
        List<IncomingForeignKey> known = facts.keys().memory().incoming();
        List<IncomingForeignKey> since =
                table.incomingForeignKeys().stream()
                        .filter(key -> known.stream().noneMatch(key::is))
                        .toList();
        if (!since.isEmpty()) {
            checks.add(KeyRefusals.incomingSince(table, since));
        }
    }

    static List<Step> drop(List<IncomingForeignKey> keys, QualifiedName table, Identifier owner) {
        return keys.stream().<Step>map(key -> new DropIncomingKey(key, table, owner)).toList();
    }

    static List<Step> add(List<IncomingForeignKey> keys, QualifiedName table, Identifier owner) {
        return keys.stream().<Step>map(key -> new AddIncomingKey(key, table, owner)).toList();
    }

    /**
     * Steps that detach partitions, which cannot be as long as their rows are referenced. Whoever
     * writes is checked before and after; nobody comes in between.
     */
    static List<Step> around(Table table, List<Step> steps) {
        List<IncomingForeignKey> keys = table.incomingForeignKeys();
        List<Step> all = new ArrayList<>(drop(keys, table.name(), table.owner()));
        all.addAll(steps);
        all.addAll(add(keys, table.name(), table.owner()));
        return all;
    }

    /** Proves all of them after such steps. */
    static List<Stage> proofs(Table table) {
        return proofs(table.incomingForeignKeys(), table.name(), table.kind());
    }

    /** Proves keys when the table is what it is to become. */
    static List<Stage> proofs(
            List<IncomingForeignKey> keys, QualifiedName table, RelationKind kind) {
        List<Stage> stages = new ArrayList<>();
        keys.forEach(
                key -> stages.add(new Stage.Online(new ValidateIncomingKey(key, table, kind))));
        return stages;
    }

    /** Proves those that a conversion, or its way back, has left unproved. */
    static List<Stage> unproved(Table table) {
        return proofs(
                table.incomingForeignKeys().stream().filter(key -> !key.validated()).toList(),
                table.name(),
                table.kind());
    }
}
