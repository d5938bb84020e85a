// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.MoveNote;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AddForeignKey;
import io.github.livepartition.step.AddMoveCheck;
import io.github.livepartition.step.AnalyzeAnew;
import io.github.livepartition.step.AttachPartition;
import io.github.livepartition.step.BuildIndex;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.CreateIndex;
import io.github.livepartition.step.CreatePartition;
import io.github.livepartition.step.DetachPartition;
import io.github.livepartition.step.DropIndex;
import io.github.livepartition.step.DropMoveCheck;
import io.github.livepartition.step.DropMoved;
import io.github.livepartition.step.ExpectBound;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.MoveSlices;
import io.github.livepartition.step.NoteVacuum;
import io.github.livepartition.step.SetPrivileges;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.Vacuum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stages of one piece.
 *
 * @param lower whether it is the lower neighbour of legacy
 */
record PieceStages(MoveContext context, Piece piece, boolean lower) {

    /**
     * So many rows, or a part of legacy, and it is vacuumed: autovacuum never ends beside slices.
     */
    private static final long VACUUM_EVERY = 200_000;

    private static final int PARTS = 20;

    private Move move() {
        return context.move();
    }

    private Table table() {
        return context.table();
    }

    private QualifiedName name() {
        return context.name(piece);
    }

    private Optional<MoveNote> note() {
        return Optional.ofNullable(context.facts().notes().get(name()));
    }

    private boolean isAttached() {
        return table().partitioning().orElseThrow().partition(name()).isPresent();
    }

    /**
     * All that is left to do to fill it.
     *
     * @param rest what legacy holds before the piece
     * @param last whether the statistics of the table are gathered afterwards
     */
    List<Stage> forward(Span rest, boolean last) {
        List<Stage> stages = new ArrayList<>();
        boolean made =
                note().filter(
                                n ->
                                        n.from().equals(piece.span().fromText())
                                                && n.to().equals(piece.span().toText()))
                        .isPresent();
        if (!isAttached() && note().isPresent() && !made) {
            stages.add(dropEmpty());
        }
        if (!made) {
            stages.add(create(rest));
        }
        if (!isComplete()) {
            if (context.legacy().rows() > VACUUM_EVERY) {
                stages.add(slices(false, Math.max(VACUUM_EVERY, context.legacy().rows() / PARTS)));
            }
            stages.add(slices(false, Long.MAX_VALUE));
        }
        if (note().filter(n -> made && n.vacuumed()).isEmpty()) {
            stages.add(vacuum(last));
        }
        boolean begun = made && context.facts().indexed().contains(piece.name());
        if (!context.hasKeyIndex() && (!made || begun)) {
            stages.add(new Stage.Online(new DropIndex(name(), context.keyIndexName(piece))));
        }
        stages.add(
                new Stage.Locked(
                        "finish partition " + piece.name(),
                        Stage.Targets.of(name(), table().owner()),
                        List.of(new DropMoveCheck(name(), context.bounds().type()))));
        return stages;
    }

    /** All that is left to do to empty it, and drop it. */
    List<Stage> back() {
        if (note().isPresent() && !isAttached()) {
            return List.of(dropEmpty());
        }
        List<Stage> stages = new ArrayList<>();
        if (!context.facts().indexed().contains(piece.name())) {
            stages.add(
                    new Stage.Online(
                            new BuildIndex(
                                    name(),
                                    context.keyIndexName(piece),
                                    false,
                                    List.of(context.bounds().key()))));
        }
        stages.add(slices(true, Long.MAX_VALUE));
        return stages;
    }

    private boolean isComplete() {
        return table().partitioning().orElseThrow().partition(name()).stream()
                .anyMatch(
                        p ->
                                p.lower().text().equals(piece.span().fromText())
                                        && p.upper().text().equals(piece.span().toText()));
    }

    private Stage dropEmpty() {
        return new Stage.Locked(
                "drop what an earlier run has created",
                Stage.Targets.aside(name(), table().owner(), context.referenced()),
                List.of(new DropMoved(name(), context.bounds().type(), context.referenced())));
    }

    /**
     * PostgreSQL itself makes it what a partition of the table is, and that takes room among the
     * partitions for an instant.
     */
    private Stage create(Span rest) {
        QualifiedName legacy = context.legacy().name();
        List<Step> steps = new ArrayList<>();
        steps.add(new ExpectBound(legacy, rest.forValuesText()));
        steps.add(new DetachPartition(move().table(), legacy));
        steps.add(
                new CreatePartition(
                        move().table(),
                        piece.name(),
                        piece.span(),
                        options(),
                        move().tablespace()));
        steps.addAll(Carrying.giveToIndexed(move().table(), name(), table().belongings()));
        steps.add(new DetachPartition(move().table(), name()));
        steps.addAll(Carrying.giveToPartition(name(), table().belongings()));
        if (!table().grants().equals(table().initialGrants())) {
            steps.add(new SetPrivileges(name(), table().initialGrants(), table().grants()));
        }
        for (ForeignKey key : context.foreignKeys()) {
            steps.add(new AddForeignKey(name(), Copies.valid(key)));
            Sql constraint = Sql.of("CONSTRAINT %s ON %s", key.name(), name());
            key.comment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
        }
        Identifier key = context.bounds().key();
        if (!context.hasKeyIndex()) {
            Identifier index = context.keyIndexName(piece);
            steps.add(
                    new CreateIndex(
                            index, Sql.of("CREATE INDEX %s ON %s (%s)", index, name(), key)));
        }
        steps.add(
                new AddMoveCheck(
                        move().table(), name(), key, context.bounds().type(), piece.span()));
        steps.add(new AttachPartition(move().table(), legacy, rest.forValues()));
        return new Stage.Locked(
                "create partition " + piece.name(),
                Stage.Targets.partitionsOf(
                        table(), context.referenced(), LockLevel.SHARE_ROW_EXCLUSIVE),
                steps);
    }

    private List<String> options() {
        Stream<String> own =
                context.legacy().options().stream()
                        .filter(
                                option ->
                                        move().fillfactor().isEmpty()
                                                || !option.startsWith("fillfactor="));
        return Stream.concat(own, move().fillfactor().stream().map(f -> "fillfactor=" + f))
                .toList();
    }

    private Stage slices(boolean back, long most) {
        MoveMode.Slices mode = move().slices();
        return new Stage.Repeated(
                Stage.Targets.slices(table(), back ? context.referenced() : List.of()),
                new MoveSlices(
                        context.bounds(),
                        move().table(),
                        name(),
                        context.columns(),
                        lower,
                        back,
                        lower ? piece.span().toText() : piece.span().fromText(),
                        begin(),
                        most,
                        mode.maxLockTime(),
                        mode.waits(),
                        mode.acceptsOversized(),
                        context.referenced()),
                List.of(new Vacuum(context.legacy().name())));
    }

    /** How far it is. */
    private String begin() {
        return table().partitioning()
                .orElseThrow()
                .partition(name())
                .map(p -> lower ? p.upper().text() : p.lower().text())
                .orElseGet(() -> lower ? piece.span().fromText() : piece.span().toText());
    }

    private Stage vacuum(boolean last) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Vacuum(name()));
        if (last) {
            steps.add(new AnalyzeAnew(move().table()));
        }
        steps.add(new NoteVacuum(move().table(), name(), piece.span()));
        return new Stage.Series("vacuum and analyze " + piece.name(), steps);
    }

    /** What legacy holds once the piece is complete; empty for nothing. */
    Optional<Span> after(Span rest) {
        Optional<Bound> from = lower ? piece.span().to() : rest.from();
        Optional<Bound> to = lower ? rest.to() : piece.span().from();
        return from.equals(to) ? Optional.empty() : Optional.of(new Span(from, to));
    }
}
