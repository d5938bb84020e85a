// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Check;
import io.github.livepartition.catalog.Column;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Memory;
import io.github.livepartition.catalog.Sequence;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.Trigger;
import io.github.livepartition.catalog.View;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AddConstraint;
import io.github.livepartition.step.AddForeignKey;
import io.github.livepartition.step.AttachPartition;
import io.github.livepartition.step.Bounds;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.CreateIndex;
import io.github.livepartition.step.CreatePartition;
import io.github.livepartition.step.CreatePartitionedTable;
import io.github.livepartition.step.CreateTrigger;
import io.github.livepartition.step.DropTrigger;
import io.github.livepartition.step.ExpectIndexes;
import io.github.livepartition.step.MoveIdentity;
import io.github.livepartition.step.MoveSerial;
import io.github.livepartition.step.NarrowBounds;
import io.github.livepartition.step.ProveUpperBound;
import io.github.livepartition.step.RenameIndex;
import io.github.livepartition.step.RenameTable;
import io.github.livepartition.step.ReplaceView;
import io.github.livepartition.step.SetNotNull;
import io.github.livepartition.step.SetPrivileges;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.SwapPrimaryKey;
import io.github.livepartition.step.TrustBoundsCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one transaction in which the table becomes a partitioned one and the old heap its first
 * partition.
 */
final class CutOver {

    private final Conversion conversion;
    private final Table table;
    private final Bounds bounds;
    private final Layout layout;
    private final UniqueKeys unique;
    private final Referencing referencing;
    private final Memory memory;
    private final QualifiedName legacy;
    private final List<Step> steps = new ArrayList<>();

    CutOver(Conversion conversion, Facts facts, Table table, Bounds bounds, Layout layout) {
        this.conversion = conversion;
        this.unique = new UniqueKeys(conversion, facts.keys());
        this.referencing = new Referencing(conversion, facts);
        this.memory = memory(conversion, facts);
        this.table = table;
        this.bounds = bounds;
        this.layout = layout;
        this.legacy = conversion.legacy();
    }

    static boolean swapsPrimaryKey(Conversion conversion, Table table) {
        return !conversion.primaryKeyColumns().isEmpty()
                && table.primaryKey()
                        .filter(key -> key.isOn(conversion.primaryKeyColumns()))
                        .isEmpty();
    }

    /** What the primary key of a table that had none is called. */
    static Identifier firstPrimaryKeyName(Conversion conversion) {
        return conversion.table().name().suffixed("_pkey");
    }

    /** What the rollback will need and legacy alone does not tell. */
    static Memory memory(Conversion conversion, Facts facts) {
        Table table = facts.table().orElseThrow();
        List<Identifier> oldKey =
                swapsPrimaryKey(conversion, table)
                        ? table.primaryKey().stream()
                                .flatMap(key -> key.columns().stream())
                                .flatMap(Optional::stream)
                                .toList()
                        : List.of();
        boolean nullable =
                table.column(conversion.partitionColumn()).filter(Column::notNull).isEmpty();
        return new Memory(
                swapsPrimaryKey(conversion, table),
                oldKey,
                nullable,
                KeyPlans.memory(conversion, facts.keys(), table));
    }

    Stage stage() {
        var incoming = table.incomingForeignKeys();
        steps.addAll(Referencing.drop(incoming, table.name(), table.owner()));
        claim();
        standAside();
        createParent();
        attach();
        createPartitions();
        carryOver();
        steps.addAll(Referencing.add(referencing.repointed(table), table.name(), table.owner()));
        return new Stage.Locked(
                "cut over",
                Targets.withReferenced(table).referencedBy(incoming),
                Optional.of(
                        Stage.Described.unchanged(
                                table, conversion.ownNames(), Differences.of(conversion, table))),
                List.of(new ProveUpperBound(table.name(), bounds.key(), layout.boundary())),
                steps);
    }

    private void claim() {
        if (conversion.proof() == Proof.TRUST) {
            steps.add(new TrustBoundsCheck(bounds, table.owner()));
        }
        steps.add(new NarrowBounds(bounds, layout.boundary()));
    }

    private void standAside() {
        if (memory.nullable()) {
            // before the table has another name: from PostgreSQL 18 on the constraint is called by
            // it
            steps.add(new SetNotNull(table.name(), bounds.key()));
        }
        steps.add(new RenameTable(table.name(), legacy.name()));
        userIndexes()
                .filter(index -> !dropped(index) && conversion.keys().of(index.name()).isEmpty())
                .forEach(
                        index ->
                                steps.add(
                                        new RenameIndex(
                                                table.name().withName(index.name()),
                                                IndexNames.legacy(index.name()))));
        table.triggers().forEach(trigger -> steps.add(new DropTrigger(legacy, trigger.name())));
        steps.addAll(Carrying.setAside(legacy, table.belongings()));
        if (swapsPrimaryKey(conversion, table)) {
            steps.add(
                    new SwapPrimaryKey(
                            legacy,
                            table.primaryKey().map(Index::name),
                            conversion.newPrimaryKeyName()));
        }
        steps.addAll(unique.swaps(legacy));
        steps.add(CommentOn.memory(bounds.on(legacy), memory));
    }

    private void createParent() {
        List<Check> unproved =
                table.checks().stream()
                        .filter(check -> !check.validated() && !check.name().equals(bounds.name()))
                        .toList();
        List<Identifier> without = new ArrayList<>(List.of(bounds.name()));
        unproved.forEach(check -> without.add(check.name()));
        steps.add(
                new CreatePartitionedTable(
                        table.name(), legacy, bounds.key(), without, table.tablespace()));
        unproved.forEach(this::addUnproved);
        for (Sequence sequence : table.sequences()) {
            steps.add(
                    sequence.identity().isPresent()
                            ? new MoveIdentity(sequence, legacy, table.name())
                            : new MoveSerial(sequence, table.name()));
        }
        primaryKey().ifPresent(steps::add);
        newIndexes().filter(index -> !index.primary()).forEach(this::createIndex);
        newIndexes().forEach(this::comment);
        table.comment().ifPresent(text -> steps.add(CommentOn.table(table.name(), text)));
        grant(table.name());
    }

    /** PostgreSQL proves a CHECK of a table that it creates, and attaches none then that is not. */
    private void addUnproved(Check check) {
        steps.add(new AddConstraint(table.name(), check.name(), Sql.verbatim(check.definition())));
        Sql constraint = Sql.of("CONSTRAINT %s ON %s", check.name(), table.name());
        check.comment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
    }

    private void grant(QualifiedName relation) {
        if (!table.grants().equals(table.initialGrants())) {
            steps.add(new SetPrivileges(relation, table.initialGrants(), table.grants()));
        }
    }

    private Optional<Step> primaryKey() {
        Optional<Index> old = table.primaryKey();
        if (swapsPrimaryKey(conversion, table)) {
            Identifier name = old.map(Index::name).orElseGet(() -> firstPrimaryKeyName(conversion));
            return Optional.of(
                    new AddConstraint(
                            table.name(), name, NewPrimaryKey.definition(conversion, table)));
        }
        return old.map(
                key -> new AddConstraint(table.name(), key.name(), key.constraint().orElseThrow()));
    }

    private void createIndex(Index index) {
        steps.add(
                index.constraint()
                        .<Step>map(
                                definition ->
                                        new AddConstraint(table.name(), index.name(), definition))
                        .orElseGet(() -> new CreateIndex(index.name(), index.definition())));
    }

    private void comment(Index index) {
        Sql name = Sql.of("INDEX %s", table.name().withName(index.name()));
        index.comment().ifPresent(text -> steps.add(new CommentOn(name, text)));
        Sql constraint = Sql.of("CONSTRAINT %s ON %s", index.name(), table.name());
        index.constraintComment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
    }

    private void attach() {
        steps.add(new AttachPartition(table.name(), legacy, layout.boundary()));
        int swapped = swapsPrimaryKey(conversion, table) && table.primaryKey().isEmpty() ? 1 : 0;
        steps.add(
                new ExpectIndexes(
                        legacy, (int) newIndexes().count() + swapped, conversion.keyIndexName()));
    }

    private void createPartitions() {
        for (int i = 0; i < layout.ranges().size(); i++) {
            Identifier name = layout.names().get(i);
            steps.add(
                    new CreatePartition(
                            table.name(), name, layout.ranges().get(i), table.options()));
            var partition = table.name().withName(name);
            grant(partition);
            for (ForeignKey key : table.foreignKeys()) {
                steps.add(new AddForeignKey(partition, key.valid()));
                Sql constraint = Sql.of("CONSTRAINT %s ON %s", key.name(), partition);
                key.comment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
            }
        }
    }

    private void carryOver() {
        steps.addAll(Carrying.give(table.name(), table.belongings()));
        for (Trigger trigger : table.triggers()) {
            steps.add(new CreateTrigger(table.name(), trigger));
            Sql object = Sql.of("TRIGGER %s ON %s", trigger.name(), table.name());
            trigger.comment().ifPresent(text -> steps.add(new CommentOn(object, text)));
        }
        for (View view : table.views()) {
            steps.add(new ReplaceView(view, table.owner()));
        }
    }

    private Stream<Index> userIndexes() {
        return table.indexes().stream()
                .filter(index -> !conversion.ownNames().contains(index.name()));
    }

    private Stream<Index> newIndexes() {
        return unique.after(table.name(), userIndexes());
    }

    private boolean dropped(Index index) {
        return index.primary() && swapsPrimaryKey(conversion, table);
    }
}
