// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.MoveNote;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.QualifiedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far a move is.
 *
 * @param bound legacy's, as the catalog prints it; empty once it is detached
 * @param legacy the keys that legacy holds, or will hold when the piece under way is complete;
 *     empty once it is detached
 * @param underWay the piece that rows are moving to or from, if any
 * @param lower whether that is the lower neighbour of legacy
 */
record MoveState(
        Optional<String> bound, Optional<Span> legacy, Optional<Piece> underWay, boolean lower) {

    /** Whether no key of the range is legacy's. */
    boolean hasLeft(Span range) {
        return legacy.filter(span -> span.overlaps(range)).isEmpty();
    }

    static MoveState of(Move move, MoveFacts facts, MoveLayout layout) {
        Partitioning partitioning = facts.table().flatMap(Table::partitioning).orElseThrow();
        Optional<Partitioning.Partition> legacy = partitioning.partition(move.legacy());
        for (Partitioning.Partition partition : partitioning.partitions()) {
            MoveNote note = facts.notes().get(partition.name());
            if (note != null) {
                return underWay(partition, note, legacy, layout);
            }
        }
        return new MoveState(
                legacy.map(Partitioning.Partition::bound),
                legacy.map(l -> span(l, layout)),
                Optional.empty(),
                false);
    }

    private static MoveState underWay(
            Partitioning.Partition partition,
            MoveNote note,
            Optional<Partitioning.Partition> legacy,
            MoveLayout layout) {
        Span span = new Span(layout.parse(note.from()), layout.parse(note.to()));
        boolean lower =
                legacy.map(l -> l.lower().text().equals(partition.upper().text()))
                        .orElseGet(() -> partition.lower().text().equals(note.from()));
        Optional<Span> rest = Optional.empty();
        if (legacy.isPresent()) {
            Optional<Bound> from = lower ? span.to() : layout.parse(legacy.get().lower().text());
            Optional<Bound> to = lower ? layout.parse(legacy.get().upper().text()) : span.from();
            rest =
                    from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) >= 0
                            ? Optional.empty()
                            : Optional.of(new Span(from, to));
        }
        return new MoveState(
                legacy.map(Partitioning.Partition::bound),
                rest,
                Optional.of(new Piece(partition.name().name(), span)),
                lower);
    }

    /** Whether that is what the note says. */
    static boolean isOf(MoveNote note, Span span) {
        return note.from().equals(span.fromText()) && note.to().equals(span.toText());
    }

    /** What it holds, or will hold when the rows have moved. */
    static Span wholeSpan(Partitioning.Partition partition, MoveFacts facts, MoveLayout layout) {
        MoveNote note = facts.notes().get(partition.name());
        return note == null
                ? span(partition, layout)
                : new Span(layout.parse(note.from()), layout.parse(note.to()));
    }

    static Span span(Partitioning.Partition partition, MoveLayout layout) {
        return new Span(
                layout.parse(partition.lower().text()), layout.parse(partition.upper().text()));
    }

    /** The partitions within the range, lowest first; legacy is none of them. */
    static List<Piece> within(Span range, Move move, MoveFacts facts, MoveLayout layout) {
        List<Piece> pieces = new ArrayList<>();
        for (Partitioning.Partition partition :
                facts.table().flatMap(Table::partitioning).orElseThrow().partitions()) {
            QualifiedName name = partition.name();
            if (name.equals(move.legacy()) || partition.isDefault()) {
                continue;
            }
            Span span = wholeSpan(partition, facts, layout);
            if (range.contains(span)) {
                pieces.add(new Piece(name.name(), span));
            }
        }
        pieces.sort(
                Comparator.comparing(
                        (Piece piece) -> piece.span().from(),
                        Comparator.comparing(
                                (Optional<Bound> bound) -> bound.orElse(null),
                                Comparator.nullsFirst(Comparator.naturalOrder()))));
        return pieces;
    }
}
