// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.AttachPartition;
import io.github.livepartition.step.CreateGroup;
import io.github.livepartition.step.DetachPartition;
import io.github.livepartition.step.DropGroup;
import io.github.livepartition.step.ExpectIndexes;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the staged partitions, which come in groups, partitions of the table itself, a group in
 * each transaction; or the other way round. No row moves, so that every statement finds all rows,
 * however old its snapshot is.
 */
record Flattening(StageContext context) {

    private QualifiedName table() {
        return context.staged().table();
    }

    Stage there(Group group) {
        QualifiedName shared = context.name(group.name());
        List<Step> steps = new ArrayList<>();
        group.pieces().forEach(piece -> steps.add(new DetachPartition(shared, name(piece))));
        steps.add(new DetachPartition(table(), shared));
        steps.add(new DropGroup(shared));
        attach(steps, table(), group);
        return stage(
                "make %d partitions the table's own".formatted(group.pieces().size()),
                group,
                List.of(shared),
                steps);
    }

    Stage back(Group group) {
        QualifiedName shared = context.name(group.name());
        List<Step> steps = new ArrayList<>();
        group.pieces().forEach(piece -> steps.add(new DetachPartition(table(), name(piece))));
        steps.add(new CreateGroup(table(), shared, context.key(), group.span()));
        attach(steps, shared, group);
        return stage(
                "gather %d partitions".formatted(group.pieces().size()),
                group,
                group.pieces().stream().map(this::name).toList(),
                steps);
    }

    private QualifiedName name(Piece piece) {
        return context.name(piece.name());
    }

    private void attach(List<Step> steps, QualifiedName parent, Group group) {
        int indexes = context.table().indexes().size();
        for (Piece piece : group.pieces()) {
            QualifiedName name = name(piece);
            steps.add(new AttachPartition(parent, name, piece.span().forValues()));
            steps.add(new ExpectIndexes(name, indexes, name.name()));
        }
    }

    private Stage stage(String what, Group group, List<QualifiedName> beside, List<Step> steps) {
        return new Stage.Locked(
                "%s, %s".formatted(what, group.span()),
                Targets.with(context.table(), beside, List.of(), LockLevel.SHARE_ROW_EXCLUSIVE)
                        .withReferencing(context.table()),
                Referencing.around(context.table(), steps));
    }
}
