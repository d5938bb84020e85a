// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Column;
import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Sequence;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.Trigger;
import io.github.livepartition.catalog.View;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.Bounds;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.CreateTrigger;
import io.github.livepartition.step.DetachPartition;
import io.github.livepartition.step.DropBoundsCheck;
import io.github.livepartition.step.DropNotNull;
import io.github.livepartition.step.DropPartitionedTable;
import io.github.livepartition.step.DropPrimaryKey;
import io.github.livepartition.step.MoveIdentity;
import io.github.livepartition.step.MoveSerial;
import io.github.livepartition.step.OpenBounds;
import io.github.livepartition.step.RenameIndex;
import io.github.livepartition.step.RenameTable;
import io.github.livepartition.step.ReplaceView;
import io.github.livepartition.step.ReturnRows;
import io.github.livepartition.step.ReturnSlices;
import io.github.livepartition.step.SetPrivileges;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.SwapPrimaryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one transaction in which the old heap becomes the table again: the cut-over in reverse. */
public final class WayBack {

    /** More rows than these would hold the lock for longer than a person notices. */
    public static final int MOST_ROWS = 1000;

    static final String RELEASE = "drop the foreign keys of other tables";

    private final Conversion conversion;
    private final Converted converted;
    private final Bounds bounds;
    private final Table parent;
    private final QualifiedName table;
    private final QualifiedName legacy;
    private final List<Step> steps = new ArrayList<>();

    WayBack(Conversion conversion, Converted converted, Bounds bounds) {
        this.conversion = conversion;
        this.converted = converted;
        this.bounds = bounds;
        this.parent = converted.table();
        this.table = conversion.table();
        this.legacy = conversion.legacy();
    }

    /** Before rows go back in slices: while they are referenced no partition can be detached. */
    Optional<Stage> release() {
        List<Step> steps = new ArrayList<>(Referencing.drop(referencing(), table, parent.owner()));
        steps.add(CommentOn.memory(bounds.on(legacy), converted.memory().letGo()));
        return referencing().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Stage.Locked(
                                RELEASE,
                                Targets.withPartitions(parent, List.of())
                                        .referencedBy(referencing()),
                                steps));
    }

    /** Those that point at the table now; where the conversion is yet to come, those that will. */
    private List<IncomingForeignKey> referencing() {
        boolean predicted = converted.legacy() == parent;
        return predicted && converted.memory().keys().dropped()
                ? List.of()
                : parent.incomingForeignKeys();
    }

    Stage stage() {
        steps.addAll(Referencing.drop(referencing(), table, parent.owner()));
        returnRows();
        takeTheName();
        restoreKeys();
        steps.add(new DropBoundsCheck(bounds));
        restoreTheRest();
        steps.addAll(Referencing.add(converted.memory().keys().incoming(), table, parent.owner()));
        return new Stage.Locked(
                "cut over in reverse",
                targets(),
                Optional.of(
                        Stage.Described.anew(
                                parent,
                                conversion.ownNames(),
                                Differences.back(
                                        conversion,
                                        parent,
                                        converted.memory().nullable(),
                                        converted.memory().keys()))),
                List.of(),
                steps);
    }

    Stage slices() {
        return new Stage.Repeated(
                Targets.slices(parent, converted.referenced()),
                new ReturnSlices(
                        bounds.on(legacy), table, columns(), MOST_ROWS, converted.referenced()),
                List.of());
    }

    private Targets targets() {
        List<IncomingForeignKey> all = new ArrayList<>(referencing());
        all.addAll(converted.memory().keys().incoming());
        return Targets.withPartitions(parent, converted.referenced()).referencedBy(all);
    }

    private List<Identifier> columns() {
        return parent.columns().stream().filter(c -> !c.generated()).map(Column::name).toList();
    }

    private void returnRows() {
        // rows that are published already must not be published as they return
        steps.addAll(Carrying.release(table, parent.belongings()));
        steps.add(new DetachPartition(table, legacy));
        steps.add(new OpenBounds(bounds.on(legacy)));
        steps.add(new ReturnRows(table, legacy, columns(), MOST_ROWS, converted.referenced()));
        for (Sequence sequence : parent.sequences()) {
            steps.add(
                    sequence.identity().isPresent()
                            ? new MoveIdentity(sequence, table, legacy)
                            : new MoveSerial(sequence, legacy));
        }
    }

    private void takeTheName() {
        Identifier aside = legacy.name().suffixed("_aside");
        steps.add(new RenameTable(table, aside));
        steps.add(new RenameTable(legacy, table.name()));
        for (View view : parent.views()) {
            steps.add(new ReplaceView(view, parent.owner()));
        }
        steps.add(new DropPartitionedTable(table.withName(aside), converted.referenced()));
    }

    private void restoreKeys() {
        converted
                .indexes()
                .forEach((now, before) -> steps.add(new RenameIndex(table.withName(now), before)));
        if (converted.memory().newPrimaryKey()) {
            restorePrimaryKey();
        }
        steps.addAll(UniqueKeys.restores(converted.memory().keys().unique(), table));
        if (converted.memory().nullable()) {
            steps.add(new DropNotNull(table, bounds.key()));
        }
    }

    private void restorePrimaryKey() {
        if (converted.memory().primaryKey().isEmpty()) {
            steps.add(new DropPrimaryKey(table, conversion.newPrimaryKeyName()));
            return;
        }
        Index key = converted.primaryKey().orElseThrow();
        steps.add(
                new SwapPrimaryKey(
                        table,
                        Optional.of(conversion.newPrimaryKeyName()),
                        conversion.oldPrimaryKeyName()));
        steps.add(new RenameIndex(table.withName(conversion.oldPrimaryKeyName()), key.name()));
        Sql index = Sql.of("INDEX %s", table.withName(key.name()));
        key.comment().ifPresent(text -> steps.add(new CommentOn(index, text)));
        Sql constraint = Sql.of("CONSTRAINT %s ON %s", key.name(), table);
        key.constraintComment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
    }

    private void restoreTheRest() {
        steps.addAll(Carrying.back(table, parent.belongings(), converted.kept()));
        for (Trigger trigger : parent.triggers()) {
            steps.add(new CreateTrigger(table, trigger));
            Sql object = Sql.of("TRIGGER %s ON %s", trigger.name(), table);
            trigger.comment().ifPresent(text -> steps.add(new CommentOn(object, text)));
        }
        if (!parent.grants().equals(converted.legacy().grants())) {
            steps.add(new SetPrivileges(table, converted.legacy().grants(), parent.grants()));
        }
        steps.addAll(new ChangedComments(converted, table).steps());
    }
}
