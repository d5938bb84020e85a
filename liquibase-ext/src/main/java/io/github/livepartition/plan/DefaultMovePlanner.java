// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.MoveSlices.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plans a move out of the default partition. A range there may lie anywhere where no partition is;
 * it is free of others before the move, so that afterwards all that are in it are the move's.
 */
final class DefaultMovePlanner {

    private final Move move;
    private final MoveFacts facts;
    private final MoveChecks checks;

    DefaultMovePlanner(Move move, MoveFacts facts) {
        this.facts = facts.outOfDefault();
        this.move = move.outOf(this.facts.legacy().orElseThrow().name());
        this.checks = new MoveChecks(this.move, this.facts);
    }

    /**
     * Whether the rows of the range are in the default partition, or go back there. What an old
     * heap has, or has had next to it, is its own.
     */
    static boolean takes(Move move, MoveFacts facts, boolean back) {
        if (facts.fallback().isEmpty()) {
            return false;
        }
        if (facts.legacy().isEmpty()
                || facts.memory().isEmpty()
                || facts.fallback().get().name().equals(move.legacy())) {
            return true;
        }
        Table table = facts.table().orElseThrow();
        Optional<KeyType> type =
                table.column(MoveChecks.key(table)).flatMap(c -> KeyType.of(c.type()));
        try {
            MoveLayout layout = new MoveLayout(move, type.orElseThrow());
            Optional<Span> legacy =
                    partitioning(table)
                            .partition(move.legacy())
                            .map(partition -> MoveState.span(partition, layout));
            return back
                    ? legacy.filter(l -> !touches(l, table, layout)).isPresent()
                    : takes(table, facts, layout, legacy);
        } catch (RangeException | IllegalArgumentException e) {
            return false; // said by the other planner
        }
    }

    private static Partitioning partitioning(Table table) {
        return table.partitioning().orElseThrow();
    }

    private static boolean takes(
            Table table, MoveFacts facts, MoveLayout layout, Optional<Span> legacy) {
        Span wanted = layout.wanted();
        boolean isLeft =
                legacy.filter(l -> l.overlaps(wanted)).isEmpty()
                        && !StageContext.rest(wanted, covered(table, facts, layout)).isEmpty();
        for (Partitioning.Partition partition : partitioning(table).partitions()) {
            if (partition.isDefault()) {
                continue;
            }
            Span whole = MoveState.wholeSpan(partition, facts, layout);
            if (facts.notes().containsKey(partition.name()) && wanted.contains(whole)) {
                return isLeft
                        || isFilledByDefault(MoveState.span(partition, layout), whole, legacy);
            }
        }
        return isLeft;
    }

    /** What fills a partition that is under way: from legacy it grows at the bound they share. */
    private static boolean isFilledByDefault(Span now, Span whole, Optional<Span> legacy) {
        boolean below = legacy.filter(l -> isSame(now.to(), l.from())).isPresent();
        boolean above = legacy.filter(l -> isSame(now.from(), l.to())).isPresent();
        return now.equals(whole)
                ? legacy.isPresent() && !below && !above
                : !below && (!above || now.from().equals(whole.from()));
    }

    /** Whether a partition within the range is a neighbour of legacy. */
    private static boolean touches(Span legacy, Table table, MoveLayout layout) {
        List<Span> within =
                partitioning(table).partitions().stream()
                        .filter(partition -> !partition.isDefault())
                        .map(partition -> MoveState.span(partition, layout))
                        .filter(span -> !span.equals(legacy) && layout.wanted().contains(span))
                        .toList();
        return within.isEmpty()
                || within.stream()
                        .anyMatch(
                                span ->
                                        isSame(span.to(), legacy.from())
                                                || isSame(span.from(), legacy.to()));
    }

    private static boolean isSame(Optional<Bound> one, Optional<Bound> other) {
        return one.isPresent() && one.equals(other);
    }

    /** What other partitions have, lowest first. */
    private static List<Span> covered(Table table, MoveFacts facts, MoveLayout layout) {
        return table.partitioning().orElseThrow().partitions().stream()
                .filter(partition -> !partition.isDefault())
                .map(partition -> MoveState.wholeSpan(partition, facts, layout))
                .sorted(
                        Comparator.comparing(
                                (Span span) -> span.from().orElse(null),
                                Comparator.nullsFirst(Comparator.<Bound>naturalOrder())))
                .toList();
    }

    Plan forward() {
        Table table = checks.converted();
        checks.checkSession(table);
        MoveContext context = context(table);
        List<PieceStages> pieces = pieces(context);
        List<Stage> stages = new ArrayList<>();
        check(context, pieces);
        for (int i = 0; i < pieces.size(); i++) {
            stages.addAll(
                    pieces.get(i).forward(pieces.get(i).piece().span(), i == pieces.size() - 1));
        }
        return context.plan(title(), MoveNotes.of(context), DefaultStages.around(context, stages));
    }

    /** Refuses at once what cannot be read, such as a partition that begins at -infinity. */
    private MoveContext context(Table table) {
        MoveContext context = MoveContext.ofDefault(move, facts, checks, table);
        try {
            covered(table, facts, context.layout());
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
            checks.refuseIfAny();
        }
        return context;
    }

    private void check(MoveContext context, List<PieceStages> pieces) {
        if (!pieces.isEmpty()) {
            checks.checkObjects(context.table());
        }
        if (!pieces.isEmpty() || facts.fallback().flatMap(MoveFacts.Fallback::note).isPresent()) {
            checks.checkDefault(context);
        }
        checks.refuseIfAny();
    }

    private String title() {
        return "move %s to %s out of %s".formatted(move.from(), move.to(), move.legacy());
    }

    /** What is on its way, and then what no partition has. */
    private List<PieceStages> pieces(MoveContext context) {
        MoveLayout layout = context.layout();
        Span wanted = layout.wanted();
        List<Piece> pieces = new ArrayList<>();
        for (Piece piece : MoveState.within(wanted, move, facts, layout)) {
            if (facts.notes().containsKey(context.name(piece))) {
                pieces.add(piece);
            }
        }
        List<Span> rest = StageContext.rest(wanted, covered(context.table(), facts, layout));
        boolean begun =
                facts.fallback()
                        .flatMap(MoveFacts.Fallback::note)
                        .filter(note -> MoveState.isOf(note, wanted))
                        .isPresent();
        if (!begun && !rest.isEmpty() && !rest.equals(List.of(wanted))) {
            checks.add(
                    MoveRefusals.taken(
                            move.legacy(),
                            wanted.toString(),
                            rest.stream()
                                    .map(Span::toString)
                                    .collect(Collectors.joining(", or "))));
            return List.of();
        }
        try {
            for (Span span : rest) {
                pieces.addAll(checks.begun(context, span));
            }
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
        }
        for (QualifiedName name : facts.notes().keySet()) {
            if (pieces.stream().noneMatch(piece -> context.name(piece).equals(name))) {
                checks.add(MoveRefusals.another(name));
            }
        }
        return stages(context, pieces);
    }

    private static List<PieceStages> stages(MoveContext context, List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> new PieceStages(context, piece, Side.WITHIN_DEFAULT))
                .toList();
    }

    /**
     * @param ahead whether what is still to be moved goes back, too
     */
    Plan back(boolean ahead) {
        Table table = checks.converted();
        checks.checkSession(table);
        MoveContext context = context(table);
        List<PieceStages> pieces = new ArrayList<>(stages(context, made(context)));
        if (ahead) {
            for (PieceStages piece : pieces(context)) {
                if (pieces.stream().noneMatch(p -> p.piece().equals(piece.piece()))) {
                    pieces.add(piece);
                }
            }
        }
        check(context, pieces);
        List<Stage> stages = new ArrayList<>();
        for (int i = pieces.size() - 1; i >= 0; i--) {
            stages.addAll(pieces.get(i).back());
        }
        return context.plan(
                "undo: " + title(), MoveNotes.of(context), DefaultStages.around(context, stages));
    }

    /** What was made, lowest first, and last what was created and is not attached yet. */
    private List<Piece> made(MoveContext context) {
        Span wanted = context.layout().wanted();
        List<Piece> made = new ArrayList<>(MoveState.within(wanted, move, facts, context.layout()));
        Partitioning partitioning = context.table().partitioning().orElseThrow();
        facts.notes().keySet().stream()
                .filter(name -> partitioning.partition(name).isEmpty())
                .forEach(name -> made.add(new Piece(name.name(), wanted)));
        return made;
    }
}
