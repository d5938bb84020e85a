// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.Bound;
import io.github.livepartition.range.CalendarInterval;
import io.github.livepartition.range.Interval;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.NamePattern;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.range.Range;
import io.github.livepartition.range.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Where a move cuts, and what the partitions are called. */
final class MoveLayout {

    /** More partitions than these are a mistake in the interval. */
    static final int MOST = 1000;

    private final Move move;
    private final PartitionScheme scheme;

    /**
     * @throws io.github.livepartition.range.RangeException when the parts do not go together
     */
    MoveLayout(Move move, KeyType type) {
        this.move = move;
        Interval interval =
                move.interval().map(Interval::parse).orElseGet(() -> anyInterval(move, type));
        this.scheme =
                new PartitionScheme(
                        type,
                        interval,
                        move.keyUnit(),
                        move.timeZone(),
                        move.partitionNamePattern()
                                .map(NamePattern::new)
                                .orElseGet(() -> NamePattern.of(interval)));
    }

    /** Where only bounds are to be read. */
    private static Interval anyInterval(Move move, KeyType type) {
        return type.isInteger() && move.keyUnit().isEmpty()
                ? Interval.parse("1")
                : CalendarInterval.YEAR;
    }

    PartitionScheme scheme() {
        return scheme;
    }

    /** The range as asked for. */
    Span wanted() {
        Optional<Bound> from =
                move.fromTheBeginning() ? Optional.empty() : Optional.of(scheme.parse(move.from()));
        return new Span(from, Optional.of(scheme.parse(move.to())));
    }

    /** A bound as the catalog prints it; empty for MINVALUE and MAXVALUE. */
    Optional<Bound> parse(String catalogText) {
        return catalogText.equals("MINVALUE") || catalogText.equals("MAXVALUE")
                ? Optional.empty()
                : Optional.of(scheme.parse(catalogText.replaceAll("^'|'$", "")));
    }

    /**
     * The partitions that the range becomes, lowest first.
     *
     * @param leastKey of legacy; says where the first one ends when the range has no beginning
     */
    List<Piece> pieces(Span range, Optional<Bound> leastKey) {
        if (move.interval().isEmpty()) {
            return List.of(new Piece(move.partitionName().orElseThrow(), range));
        }
        List<Piece> pieces = new ArrayList<>();
        Bound to = range.to().orElseThrow();
        Optional<Bound> from = range.from();
        if (from.isEmpty()) {
            Bound first = leastKey.filter(key -> key.compareTo(to) < 0).orElse(before(to));
            Range grid = new Range(scheme.floor(first), scheme.firstAfter(first));
            Bound end = grid.to().compareTo(to) < 0 ? grid.to() : to;
            pieces.add(
                    new Piece(
                            scheme.name(move.table().name(), grid),
                            new Span(Optional.empty(), Optional.of(end))));
            from = Optional.of(end);
        }
        for (Bound begin = from.get(); begin.compareTo(to) < 0 && pieces.size() <= MOST; ) {
            Range next = scheme.next(begin);
            Range cut = next.to().compareTo(to) < 0 ? next : new Range(begin, to);
            pieces.add(new Piece(scheme.name(move.table().name(), cut), new Span(cut)));
            begin = cut.to();
        }
        return pieces;
    }

    private static Bound before(Bound bound) {
        return new Bound(bound.keyType(), bound.position().subtract(BigInteger.ONE));
    }

    static List<Piece> downwards(List<Piece> pieces) {
        List<Piece> reversed = new ArrayList<>(pieces);
        Collections.reverse(reversed);
        return reversed;
    }
}
