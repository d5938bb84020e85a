// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Grant;
import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Sequence;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.Trigger;
import io.github.livepartition.catalog.View;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AddUnprovedForeignKey;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.CreateTrigger;
import io.github.livepartition.step.DropTrigger;
import io.github.livepartition.step.ExpectNothingLogged;
import io.github.livepartition.step.MoveIdentity;
import io.github.livepartition.step.MoveSerial;
import io.github.livepartition.step.RenameIndex;
import io.github.livepartition.step.RenameTable;
import io.github.livepartition.step.ReplaceView;
import io.github.livepartition.step.Replay;
import io.github.livepartition.step.ReverseChangeLog;
import io.github.livepartition.step.SetPrivileges;
import io.github.livepartition.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one transaction in which the copy gets the table's name. It moves no row: by then every
 * change is written to both tables by whoever makes it, and nobody has a snapshot from before that.
 */
final class CopySwitch {

    private final Conversion conversion;
    private final Table table;
    private final Copying copying;
    private final List<CopyPartition> partitions;
    private final String memory;
    private final List<IncomingForeignKey> repointed;
    private final QualifiedName legacy;
    private final List<Step> steps = new ArrayList<>();

    CopySwitch(
            Conversion conversion,
            Table table,
            Copying copying,
            List<CopyPartition> partitions,
            String memory,
            List<IncomingForeignKey> repointed) {
        this.repointed = repointed;
        this.conversion = conversion;
        this.table = table;
        this.copying = copying;
        this.partitions = partitions;
        this.memory = memory;
        this.legacy = conversion.legacy();
    }

    Stage stage() {
        var incoming = table.incomingForeignKeys();
        steps.addAll(Referencing.drop(incoming, table.name(), table.owner()));
        standAside();
        takeTheName();
        carryOver();
        steps.addAll(Referencing.add(repointed, table.name(), table.owner()));
        return new Stage.Locked(
                "switch",
                Targets.withReferenced(table).referencedBy(incoming),
                Optional.of(
                        Stage.Described.unchanged(
                                table, conversion.ownNames(), Differences.of(conversion, table))),
                Optional.of(new Stage.Preparation(Replay.variables(), Replay.settle(copying))),
                List.of(new ExpectNothingLogged(copying)),
                steps);
    }

    private void standAside() {
        steps.add(new RenameTable(table.name(), legacy.name()));
        for (Index index : table.indexes()) {
            rename(index.name(), IndexNames.legacy(index.name()));
        }
        for (Trigger trigger : userTriggers()) {
            steps.add(new DropTrigger(legacy, trigger.name()));
        }
        steps.addAll(Carrying.setAside(legacy, table.belongings()));
    }

    private void takeTheName() {
        steps.add(new RenameTable(copying.target(), table.name().name()));
        for (Identifier index : Copies.indexNames(conversion, table)) {
            rename(IndexNames.copy(index), index);
        }
        for (Sequence sequence : table.sequences()) {
            steps.add(
                    sequence.identity().isPresent()
                            ? new MoveIdentity(sequence, legacy, table.name())
                            : new MoveSerial(sequence, table.name()));
        }
        steps.add(new ReverseChangeLog(legacy, copying.reversed(table.name(), legacy), memory));
    }

    private void rename(Identifier from, Identifier to) {
        steps.add(new RenameIndex(table.name().withName(from), to));
    }

    private void carryOver() {
        // without a comment it must lose the one that says how it was made
        steps.add(CommentOn.table(table.name(), table.comment().orElse("")));
        List<Identifier> names = Copies.indexNames(conversion, table);
        table.indexes().stream()
                .filter(index -> names.contains(index.name()))
                .forEach(this::comment);
        grant(table.name());
        for (CopyPartition partition : partitions) {
            QualifiedName leaf = table.name().withName(partition.name());
            grant(leaf);
            // a partitioned table takes none that is not validated, before PostgreSQL 18
            for (ForeignKey key : partition.leaf() ? table.foreignKeys() : List.<ForeignKey>of()) {
                steps.add(new AddUnprovedForeignKey(leaf, key.valid()));
                Sql constraint = Sql.of("CONSTRAINT %s ON %s", key.name(), leaf);
                key.comment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
            }
        }
        steps.addAll(Carrying.give(table.name(), table.belongings()));
        for (Trigger trigger : userTriggers()) {
            steps.add(new CreateTrigger(table.name(), trigger));
            Sql object = Sql.of("TRIGGER %s ON %s", trigger.name(), table.name());
            trigger.comment().ifPresent(text -> steps.add(new CommentOn(object, text)));
        }
        for (View view : table.views()) {
            steps.add(new ReplaceView(view, table.owner()));
        }
    }

    private void comment(Index index) {
        Sql name = Sql.of("INDEX %s", table.name().withName(index.name()));
        index.comment().ifPresent(text -> steps.add(new CommentOn(name, text)));
        Sql constraint = Sql.of("CONSTRAINT %s ON %s", index.name(), table.name());
        index.constraintComment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
    }

    private void grant(QualifiedName relation) {
        // until now the copy is its owner's alone
        List<Grant> initial =
                table.initialGrants().stream()
                        .filter(g -> g.grantee().filter(table.owner()::equals).isPresent())
                        .toList();
        if (!table.grants().equals(initial)) {
            steps.add(new SetPrivileges(relation, initial, table.grants()));
        }
    }

    private List<Trigger> userTriggers() {
        return table.triggers().stream()
                .filter(trigger -> !conversion.ownNames().contains(trigger.name()))
                .toList();
    }
}
