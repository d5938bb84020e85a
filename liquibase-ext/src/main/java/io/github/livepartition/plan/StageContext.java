// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.StagedRange;
import io.github.livepartition.step.Within;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A converted table, its old heap, and what is staged of it. */
record StageContext(Staged staged, StageFacts facts, Table table, MoveLayout layout, KeyType type) {

    Identifier key() {
        return MoveChecks.key(table);
    }

    Optional<CopyState> copy() {
        return facts.state().map(StageState::copy);
    }

    boolean isSwitched() {
        return copy().filter(state -> state.phase().isSwitched()).isPresent();
    }

    boolean mirrors() {
        return copy().filter(CopyState::mirrors).isPresent();
    }

    /** Whether a switch has begun, and not ended. */
    boolean isBeingSwitched() {
        return mirrors()
                || !Groups.of(this, ranges().stream().map(this::piece).toList()).made().isEmpty();
    }

    boolean truncated() {
        return copy().filter(CopyState::truncated).isPresent();
    }

    List<StageState.Range> ranges() {
        return facts.state().map(StageState::ranges).orElse(List.of());
    }

    Span span(StageState.Range range) {
        return new Span(
                range.lower().map(layout.scheme()::parse),
                Optional.of(layout.scheme().parse(range.upper())));
    }

    Piece piece(StageState.Range range) {
        return new Piece(range.name(), span(range));
    }

    /** Those that are, or will be, staged. */
    List<Span> spans() {
        return ranges().stream().map(this::span).toList();
    }

    QualifiedName name(Identifier partition) {
        return staged.table().withName(partition);
    }

    /** The copy of these ranges. */
    Copying copying(List<Span> spans) {
        return Copies.of(staged, table, facts.keys(), Within.of(key(), type.typeName(), spans));
    }

    /** The copy of what is attached to what stands aside by now. */
    Copying copying() {
        return copying(
                ranges().stream().filter(StageState.Range::attached).map(this::span).toList());
    }

    /** The log after the switch. */
    Copying back() {
        return back(spans());
    }

    Copying back(List<Span> spans) {
        return copying(spans).reversed(staged.table(), staged.legacy());
    }

    StagedRange range(Copying copying, Piece piece) {
        return new StagedRange(copying, name(piece.name()), piece.span());
    }

    /** What the old heap holds while it is a partition. */
    Optional<Span> legacy() {
        return partitioning()
                .partition(staged.legacy())
                .map(partition -> MoveState.span(partition, layout));
    }

    Partitioning partitioning() {
        return table.partitioning().orElseThrow();
    }

    /** What of the range no other range covers, lowest first; those are sorted. */
    static List<Span> rest(Span whole, List<Span> covered) {
        List<Span> rest = new ArrayList<>();
        Optional<Bound> from = whole.from();
        for (Span span : covered) {
            if (!span.overlaps(whole)) {
                continue;
            }
            if (span.from().isPresent()
                    && (from.isEmpty() || from.get().compareTo(span.from().get()) < 0)) {
                rest.add(new Span(from, span.from()));
            }
            from = span.to();
        }
        if (from.isEmpty() || whole.to().isEmpty() || from.get().compareTo(whole.to().get()) < 0) {
            rest.add(new Span(from, whole.to()));
        }
        return rest;
    }
}
