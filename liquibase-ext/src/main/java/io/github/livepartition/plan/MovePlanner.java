// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.MoveSlices.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans a move in slices: request and facts in, plan out. The piece under way comes first, then
 * what is left of the range, from legacy's edge on.
 */
public final class MovePlanner {

    private final Move move;
    private final MoveFacts facts;
    private final MoveChecks checks;

    private MovePlanner(Move move, MoveFacts facts) {
        this.move = move;
        this.facts = facts;
        this.checks = new MoveChecks(move, facts);
    }

    /**
     * @throws RefusedException with every reason at once when the move cannot be done
     */
    public static Plan plan(Move move, MoveFacts facts) {
        return DefaultMovePlanner.takes(move, facts, false)
                ? new DefaultMovePlanner(move, facts).forward()
                : new MovePlanner(move, facts).forward();
    }

    /**
     * The way back: as far as the range has been moved.
     *
     * @throws RefusedException with every reason at once when it cannot be done
     */
    public static Plan back(Move move, MoveFacts facts) {
        return DefaultMovePlanner.takes(move, facts, true)
                ? new DefaultMovePlanner(move, facts).back(false)
                : new MovePlanner(move, facts).back(false);
    }

    /** The same for a range that has yet to be moved. */
    public static Plan backAhead(Move move, MoveFacts facts) {
        return DefaultMovePlanner.takes(move, facts, false)
                ? new DefaultMovePlanner(move, facts).back(true)
                : new MovePlanner(move, facts).back(true);
    }

    /** Whether the old heap has keys on both sides of the range. */
    public static boolean isInTheMiddle(Move move, MoveFacts facts) {
        MovePlanner planner = new MovePlanner(move, facts);
        if (facts.legacy().isEmpty() || facts.memory().isEmpty()) {
            return false;
        }
        MoveContext context =
                MoveContext.read(move, facts, planner.checks, planner.checks.converted());
        Span wanted = context.layout().wanted();
        return context.state()
                .legacy()
                .filter(
                        legacy ->
                                legacy.contains(wanted)
                                        && !legacy.from().equals(wanted.from())
                                        && !legacy.to().equals(wanted.to()))
                .isPresent();
    }

    private Plan forward() {
        Table table = checks.converted();
        checks.checkSession(table);
        if (facts.legacy().isEmpty() && isDone(checks.layout(table))) {
            return new Plan(move.table(), title(), List.of(), List.of(), move.pace());
        }
        MoveContext context = MoveContext.read(move, facts, checks, table);
        List<PieceStages> pieces = pieces(context);
        if (!pieces.isEmpty()) {
            checks.checkObjects(table);
            checks.checkDefault(context);
        }
        checks.refuseIfAny();
        List<Stage> stages = new ArrayList<>();
        Optional<Span> rest = context.state().legacy();
        for (int i = 0; i < pieces.size(); i++) {
            PieceStages piece = pieces.get(i);
            boolean underWay = context.state().underWay().filter(piece.piece()::equals).isPresent();
            stages.addAll(piece.forward(rest.orElse(piece.piece().span()), i == pieces.size() - 1));
            rest = underWay ? rest : rest.flatMap(piece::after);
        }
        stages = DefaultStages.around(context, stages);
        return context.plan(title(), MoveNotes.of(context), stages);
    }

    private String title() {
        return "move %s to %s out of %s".formatted(move.from(), move.to(), move.legacy());
    }

    /** Whether partitions hold the range to its end, where legacy is gone by now. */
    private boolean isDone(MoveLayout layout) {
        List<Piece> within = MoveState.within(layout.wanted(), move, facts, layout);
        return !within.isEmpty()
                && within.get(within.size() - 1).span().to().equals(layout.wanted().to());
    }

    /** What has yet to be done, in its order. */
    private List<PieceStages> pieces(MoveContext context) {
        List<PieceStages> pieces = new ArrayList<>();
        Span wanted = context.layout().wanted();
        context.state()
                .underWay()
                .filter(piece -> wanted.contains(piece.span()))
                .ifPresent(
                        piece ->
                                pieces.add(
                                        new PieceStages(
                                                context, piece, side(context.state().lower()))));
        Optional<MoveChecks.Edge> edge = checks.edge(context);
        if (edge.isPresent() && pieces.isEmpty() && context.state().underWay().isPresent()) {
            checks.add(MoveRefusals.another(context.name(context.state().underWay().get())));
        }
        try {
            edge.map(e -> begun(context, e)).ifPresent(pieces::addAll);
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
        }
        return pieces;
    }

    private List<PieceStages> begun(MoveContext context, MoveChecks.Edge edge) {
        List<Piece> pieces = checks.begun(context, edge.rest());
        return (edge.lower() ? pieces : MoveLayout.downwards(pieces))
                .stream()
                        .map(piece -> new PieceStages(context, piece, side(edge.lower())))
                        .toList();
    }

    private Plan back(boolean ahead) {
        Table table = checks.converted();
        checks.checkSession(table);
        if (facts.legacy().isEmpty()) {
            checks.add(MoveRefusals.noWayBack(move.table(), move.legacy()));
            checks.refuseIfAny();
        }
        MoveContext context = MoveContext.read(move, facts, checks, table);
        List<PieceStages> made = made(context);
        List<PieceStages> pieces = ahead ? new ArrayList<>(pieces(context)) : new ArrayList<>();
        for (PieceStages piece : made) {
            if (pieces.stream().noneMatch(p -> p.piece().name().equals(piece.piece().name()))) {
                pieces.add(0, piece);
            }
        }
        if (!pieces.isEmpty()) {
            checks.checkObjects(table);
            checks.checkDefault(context);
        }
        checks.refuseIfAny();
        List<Stage> stages = new ArrayList<>();
        for (int i = pieces.size() - 1; i >= 0; i--) {
            stages.addAll(pieces.get(i).back());
        }
        stages = DefaultStages.around(context, stages);
        return context.plan("undo: " + title(), MoveNotes.of(context), stages);
    }

    /** What has been moved, in the order in which it was. */
    private List<PieceStages> made(MoveContext context) {
        MoveLayout layout = context.layout();
        Span wanted = layout.wanted();
        List<Piece> within = MoveState.within(wanted, move, facts, layout);
        Optional<Bound> begin = context.state().legacy().flatMap(Span::from);
        boolean lower =
                context.state().legacy().isEmpty()
                        || within.stream()
                                .map(piece -> piece.span().to())
                                .anyMatch(
                                        to ->
                                                begin.isPresent()
                                                        && to.isPresent()
                                                        && to.get().compareTo(begin.get()) <= 0);
        List<PieceStages> made = new ArrayList<>();
        for (Piece piece : lower ? within : MoveLayout.downwards(within)) {
            made.add(0, new PieceStages(context, piece, side(lower)));
        }
        // created, and not yet attached
        for (QualifiedName name : facts.notes().keySet()) {
            if (table(context, name).isEmpty()) {
                made.add(
                        0,
                        new PieceStages(
                                context,
                                new Piece(name.name(), wanted),
                                side(context.state().lower())));
            }
        }
        return made;
    }

    private static Side side(boolean lower) {
        return lower ? Side.BELOW : Side.ABOVE;
    }

    private static Optional<?> table(MoveContext context, QualifiedName name) {
        return context.table().partitioning().orElseThrow().partition(name);
    }
}
