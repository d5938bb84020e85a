// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.IndexStorage;
import io.github.livepartition.catalog.MoveNote;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.AnalyzeAnew;
import io.github.livepartition.step.BuildIndex;
import io.github.livepartition.step.DropIndex;
import io.github.livepartition.step.DropMoveCheck;
import io.github.livepartition.step.DropMoved;
import io.github.livepartition.step.MoveSlices;
import io.github.livepartition.step.MoveSlices.Side;
import io.github.livepartition.step.NoteVacuum;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.Vacuum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stages of one piece.
 *
 * @param side where it is
 */
record PieceStages(MoveContext context, Piece piece, Side side) {

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
        boolean made = note().filter(n -> MoveState.isOf(n, piece.span())).isPresent();
        if (!isAttached() && note().isPresent() && !made) {
            stages.add(dropEmpty());
        }
        if (!made) {
            stages.add(new PieceCreation(context, piece).stage(rest));
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
                        Targets.of(name(), table().owner()),
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
                                    List.of(context.bounds().key()),
                                    IndexStorage.in(context.table().tablespace()))));
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
                Targets.aside(name(), table().owner(), context.referenced()),
                List.of(new DropMoved(name(), context.bounds().type(), context.referenced())));
    }

    private Stage slices(boolean back, long most) {
        return new Stage.Repeated(
                Targets.slices(table(), back ? context.referenced() : List.of()),
                new MoveSlices(
                        context.bounds(),
                        move().table(),
                        name(),
                        context.columns(),
                        side,
                        back,
                        piece.span(),
                        context.layout().wanted(),
                        begin(),
                        most,
                        move().slices().pace(),
                        context.referenced()),
                List.of(new Vacuum(context.legacy().name())));
    }

    /** How far it is. */
    private String begin() {
        return table().partitioning()
                .orElseThrow()
                .partition(name())
                .map(p -> side.isLower() ? p.upper().text() : p.lower().text())
                .orElseGet(() -> side.isLower() ? piece.span().fromText() : piece.span().toText());
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
        Optional<Bound> from = side.isLower() ? piece.span().to() : rest.from();
        Optional<Bound> to = side.isLower() ? rest.to() : piece.span().from();
        return from.equals(to) ? Optional.empty() : Optional.of(new Span(from, to));
    }
}
