// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.KeyMemory;
import io.github.livepartition.catalog.Sequence;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.Trigger;
import io.github.livepartition.catalog.UniqueKey;
import io.github.livepartition.catalog.View;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AddUnprovedForeignKey;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.CreateTrigger;
import io.github.livepartition.step.ExpectNothingLogged;
import io.github.livepartition.step.LockLevel;
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

/** The switch in reverse. It moves no row either. */
final class CopyWayBack {

    private final Conversion conversion;
    private final Table table;
    private final Table old;
    private final Copying copying;
    private final List<ForeignKey> keys;
    private final QualifiedName copy;
    private final KeyMemory memory;
    private final List<Step> steps = new ArrayList<>();

    /**
     * @param table what has the name now, or what will have it
     * @param old the old heap, or the table where the switch is yet to come
     * @param keys the foreign keys to give back
     * @param memory the keys that the switch has changed
     */
    CopyWayBack(
            Conversion conversion,
            Table table,
            Table old,
            Copying copying,
            List<ForeignKey> keys,
            KeyMemory memory) {
        this.memory = memory;
        this.keys = keys;
        this.conversion = conversion;
        this.table = table;
        this.old = old;
        this.copying = copying;
        this.copy = conversion.copyName();
    }

    Stage stage() {
        List<IncomingForeignKey> incoming =
                old == table && memory.dropped() ? List.of() : table.incomingForeignKeys();
        steps.addAll(Referencing.drop(incoming, table.name(), table.owner()));
        standAside();
        takeTheName();
        carryBack();
        steps.addAll(Referencing.add(memory.incoming(), table.name(), table.owner()));
        List<IncomingForeignKey> all = new ArrayList<>(incoming);
        all.addAll(memory.incoming());
        return new Stage.Locked(
                "switch back",
                Targets.withPartitions(
                                table, Copies.referenced(keys), LockLevel.SHARE_ROW_EXCLUSIVE)
                        .referencedBy(all),
                Optional.of(
                        Stage.Described.anew(
                                table,
                                conversion.ownNames(),
                                Differences.back(conversion, table, false, memory))),
                Optional.of(new Stage.Preparation(Replay.variables(), Replay.settle(copying))),
                List.of(new ExpectNothingLogged(copying)),
                steps);
    }

    private void standAside() {
        steps.addAll(Carrying.release(table.name(), table.belongings()));
        steps.add(new RenameTable(table.name(), copy.name()));
        for (Identifier index : Copies.indexNames(conversion, table)) {
            rename(index, IndexNames.copy(index));
        }
    }

    private void takeTheName() {
        steps.add(new RenameTable(conversion.legacy(), table.name().name()));
        for (Identifier index : Copies.indexNames(conversion, table)) {
            Identifier now = IndexNames.legacy(index);
            if (old == table || old.index(now).isPresent()) {
                rename(now, index);
            }
        }
        for (UniqueKey key : memory.unique()) {
            Identifier now = IndexNames.legacy(key.name());
            if (key.wider().isEmpty() && (old == table || old.index(now).isPresent())) {
                rename(now, key.name());
            }
        }
        for (Sequence sequence : table.sequences()) {
            steps.add(
                    sequence.identity().isPresent()
                            ? new MoveIdentity(sequence, copy, table.name())
                            : new MoveSerial(sequence, table.name()));
        }
    }

    private void rename(Identifier from, Identifier to) {
        steps.add(new RenameIndex(table.name().withName(from), to));
    }

    private void carryBack() {
        steps.add(
                new ReverseChangeLog(
                        copy, Copies.of(conversion, old, keys), CopyState.Phase.ENDED.json("")));
        for (ForeignKey key : keys) {
            steps.add(new AddUnprovedForeignKey(table.name(), key.valid()));
            Sql constraint = Sql.of("CONSTRAINT %s ON %s", key.name(), table.name());
            key.comment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
        }
        if (!table.grants().equals(old.grants())) {
            steps.add(new SetPrivileges(table.name(), old.grants(), table.grants()));
        }
        steps.addAll(
                Carrying.back(
                        table.name(),
                        table.belongings(),
                        old == table ? Carrying.kept(table.belongings()) : old.belongings()));
        for (Trigger trigger : table.triggers()) {
            if (!conversion.ownNames().contains(trigger.name())) {
                steps.add(new CreateTrigger(table.name(), trigger));
                Sql object = Sql.of("TRIGGER %s ON %s", trigger.name(), table.name());
                trigger.comment().ifPresent(text -> steps.add(new CommentOn(object, text)));
            }
        }
        for (View view : table.views()) {
            steps.add(new ReplaceView(view, table.owner()));
        }
    }
}
