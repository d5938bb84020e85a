// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AddForeignKey;
import io.github.livepartition.step.AddMoveCheck;
import io.github.livepartition.step.AttachPartition;
import io.github.livepartition.step.Bounds;
import io.github.livepartition.step.ClaimDefault;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.CreateIndex;
import io.github.livepartition.step.CreatePartition;
import io.github.livepartition.step.DetachPartition;
import io.github.livepartition.step.ExpectBound;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.OpenDefault;
import io.github.livepartition.step.SetPrivileges;
import io.github.livepartition.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Creates the partition of a piece, not attached yet. PostgreSQL itself makes it what a partition
 * of the table is, and that takes room among the partitions for an instant.
 */
record PieceCreation(MoveContext context, Piece piece) {

    private static final String DEFAULT = "DEFAULT";

    /**
     * @param rest what legacy holds before the piece
     */
    Stage stage(Span rest) {
        Table table = context.table();
        QualifiedName source = context.legacy().name();
        boolean takesDefault = context.takesDefault();
        Optional<ClaimDefault> claim =
                context.facts()
                        .fallback()
                        .map(
                                f ->
                                        new ClaimDefault(
                                                table.name(), f.name(), context.bounds().type()));
        List<Step> steps = new ArrayList<>();
        steps.add(new ExpectBound(source, takesDefault ? DEFAULT : rest.forValuesText()));
        claim.filter(c -> !takesDefault).ifPresent(steps::add);
        steps.add(new DetachPartition(table.name(), source));
        steps.addAll(create(table, context.name(piece)));
        claim.filter(c -> takesDefault).ifPresent(steps::add);
        steps.add(
                new AttachPartition(
                        table.name(),
                        source,
                        takesDefault ? Sql.verbatim(DEFAULT) : rest.forValues()));
        claim.ifPresent(c -> steps.add(new OpenDefault(c.partition(), c.type())));
        return new Stage.Locked(
                "create partition " + piece.name(),
                Targets.partitionsOf(table, context.referenced(), LockLevel.SHARE_ROW_EXCLUSIVE),
                steps);
    }

    private List<Step> create(Table table, QualifiedName name) {
        List<Step> steps = new ArrayList<>();
        steps.add(
                new CreatePartition(
                        table.name(),
                        piece.name(),
                        piece.span(),
                        options(),
                        context.move().tablespace()));
        steps.addAll(Carrying.giveToIndexed(table.name(), name, table.belongings()));
        steps.add(new DetachPartition(table.name(), name));
        steps.addAll(Carrying.giveToPartition(name, table.belongings()));
        if (!table.grants().equals(table.initialGrants())) {
            steps.add(new SetPrivileges(name, table.initialGrants(), table.grants()));
        }
        for (ForeignKey key : context.foreignKeys()) {
            steps.add(new AddForeignKey(name, key.valid()));
            Sql constraint = Sql.of("CONSTRAINT %s ON %s", key.name(), name);
            key.comment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
        }
        Bounds bounds = context.bounds();
        if (!context.hasKeyIndex()) {
            Identifier index = context.keyIndexName(piece);
            Sql sql = Sql.of("CREATE INDEX %s ON %s (%s)", index, name, bounds.key());
            steps.add(new CreateIndex(index, sql));
        }
        steps.add(new AddMoveCheck(table.name(), name, bounds.key(), bounds.type(), piece.span()));
        return steps;
    }

    private List<String> options() {
        Optional<Integer> fillfactor = context.move().fillfactor();
        Stream<String> own =
                context.legacy().options().stream()
                        .filter(o -> fillfactor.isEmpty() || !o.startsWith("fillfactor="));
        return Stream.concat(own, fillfactor.stream().map(f -> "fillfactor=" + f)).toList();
    }
}
