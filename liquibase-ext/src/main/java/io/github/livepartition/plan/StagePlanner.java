// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.StageState;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.step.DropStaged;
import io.github.livepartition.step.EndStaging;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Plans to stage a range, from where that stands. */
public final class StagePlanner {

    private final Move move;
    private final StageFacts facts;
    private final StageChecks checks;

    private StagePlanner(Move move, StageFacts facts) {
        this.move = move;
        this.facts = facts;
        this.checks = new StageChecks(move, facts);
    }

    /**
     * @throws RefusedException with every reason at once when it cannot be done
     */
    public static Plan plan(Move move, StageFacts facts) {
        return new StagePlanner(move, facts).forward();
    }

    /**
     * What was staged of the range goes.
     *
     * @throws RefusedException with every reason at once when it cannot be done
     */
    public static Plan back(Move move, StageFacts facts) {
        return new StagePlanner(move, facts).back(false);
    }

    /** The same for a range that has yet to be staged. */
    public static Plan backAhead(Move move, StageFacts facts) {
        return new StagePlanner(move, facts).back(true);
    }

    private Plan forward() {
        StageContext context = checks.context();
        Span wanted = checks.wanted(context);
        List<Piece> pieces = pieces(context, wanted);
        checks.refuseIfAny();
        MoveMode.Stage mode = (MoveMode.Stage) move.mode();
        List<Stage> stages =
                pieces.isEmpty()
                        ? List.of()
                        : new StagePieces(
                                        context,
                                        mode.pacing(),
                                        move.fillfactor(),
                                        move.tablespace())
                                .stages(pieces);
        return plan(title(), stages.isEmpty() ? List.of() : StageNotes.of(context), stages);
    }

    private Plan plan(String title, List<String> notes, List<Stage> stages) {
        return new Plan(move.table(), title, notes, stages, move.pace());
    }

    private String title() {
        return "stage %s to %s of %s".formatted(move.from(), move.to(), move.legacy());
    }

    /** What is not complete of the range. */
    private List<Piece> pieces(StageContext context, Span wanted) {
        if (isMoved(context, wanted)) {
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        List<Span> staged = new ArrayList<>();
        for (StageState.Range range : context.ranges()) {
            Piece piece = context.piece(range);
            if (wanted.contains(piece.span())) {
                staged.add(piece.span());
                checks.checkPresent(context, range);
                if (!range.vacuumed()) {
                    pieces.add(piece);
                }
            } else if (wanted.overlaps(piece.span())) {
                checks.add(
                        StageRefusals.overlaps(
                                wanted.toString(),
                                context.name(range.name()),
                                piece.span().toString()));
            } else if (!range.compared()) {
                checks.add(
                        StageRefusals.underWay(
                                context.name(range.name()), piece.span().toString()));
            }
        }
        List<Span> rest = StageContext.rest(wanted, staged);
        if (rest.isEmpty() && pieces.isEmpty()) {
            return List.of();
        }
        if (context.isSwitched()) {
            checks.add(StageRefusals.switched(move.table(), move.legacy()));
        } else if (context.isBeingSwitched()) {
            checks.add(StageRefusals.mirrored(move.legacy()));
        }
        checks.checkObjects(context, ((MoveMode.Stage) move.mode()).pacing());
        context.legacy()
                .filter(whole -> !whole.contains(wanted))
                .ifPresent(
                        whole ->
                                checks.add(
                                        MoveRefusals.outside(
                                                move.legacy(),
                                                whole.toString(),
                                                wanted.toString())));
        try {
            for (Span span : rest) {
                pieces.addAll(begun(context, span));
            }
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
        }
        return pieces;
    }

    private List<Piece> begun(StageContext context, Span span) {
        List<Piece> pieces =
                context.layout()
                        .pieces(
                                span,
                                facts.move().leastKey().map(context.layout().scheme()::parse));
        if (pieces.size() > MoveLayout.MOST) {
            checks.add(MoveRefusals.tooMany(move.interval().orElseThrow(), MoveLayout.MOST));
        }
        Set<Identifier> names = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            if (facts.move().relationNames().contains(piece.name()) || !names.add(piece.name())) {
                checks.add(MoveRefusals.nameTaken(context.name(piece.name())));
            }
        }
        return pieces;
    }

    /** Whether partitions of the table hold the range already. */
    private boolean isMoved(StageContext context, Span wanted) {
        List<Span> moved =
                MoveState.within(wanted, move, facts.move(), context.layout()).stream()
                        .map(Piece::span)
                        .toList();
        return !moved.isEmpty() && StageContext.rest(wanted, moved).isEmpty();
    }

    private Plan back(boolean ahead) {
        StageContext context = checks.context();
        Span wanted = checks.wanted(context);
        List<Identifier> names = new ArrayList<>();
        for (StageState.Range range : context.ranges()) {
            if (wanted.contains(context.span(range))) {
                names.add(range.name());
            }
        }
        if (context.isSwitched() && !names.isEmpty()) {
            checks.add(StageRefusals.switched(move.table(), move.legacy()));
        } else if (context.isBeingSwitched() && !names.isEmpty()) {
            checks.add(StageRefusals.mirrored(move.legacy()));
        }
        if (ahead && names.isEmpty()) {
            pieces(context, wanted).forEach(piece -> names.add(piece.name()));
        }
        checks.refuseIfAny();
        boolean empty = facts.state().isPresent() && context.ranges().isEmpty();
        return plan(
                "undo: " + title(),
                List.of(),
                names.isEmpty() && !empty ? List.of() : drop(context, names, ahead));
    }

    private List<Stage> drop(StageContext context, List<Identifier> names, boolean ahead) {
        List<Stage> stages = new ArrayList<>();
        if (!names.isEmpty()) {
            stages.add(
                    new Stage.Locked(
                            "drop what is staged",
                            Targets.aside(
                                    context.staged().staging(), context.table().owner(), List.of()),
                            List.of(new DropStaged(context.copying(), names))));
        }
        boolean others = context.ranges().stream().anyMatch(range -> !names.contains(range.name()));
        // whether there are others by then is looked at then
        if (ahead || !others) {
            stages.add(
                    new Stage.Locked(
                            "end the change log",
                            Targets.of(context.staged().legacy(), context.table().owner()),
                            List.of(new EndStaging(context.copying()))));
        }
        return stages;
    }
}
