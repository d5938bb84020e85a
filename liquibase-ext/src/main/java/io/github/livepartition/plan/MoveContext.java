// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Column;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.AddDefaultCheck;
import io.github.livepartition.step.Bounds;
import java.util.List;
import java.util.Optional;

/**
 * A converted table with its old heap, and what is being moved between them.
 *
 * @param bounds legacy's
 */
record MoveContext(
        Move move,
        MoveFacts facts,
        Table table,
        Table legacy,
        Bounds bounds,
        MoveLayout layout,
        MoveState state) {

    /**
     * @throws RefusedException when there is no such thing
     */
    static MoveContext read(Move move, MoveFacts facts, MoveChecks checks, Table table) {
        MoveLayout layout = checks.layout(table);
        checks.checkLegacy();
        Identifier key = MoveChecks.key(table);
        KeyType type = KeyType.of(table.column(key).orElseThrow().type()).orElseThrow();
        Table legacy = facts.legacy().orElseThrow();
        Bounds bounds = new Bounds(legacy.name(), move.boundsName(), key, type.typeName());
        try {
            return new MoveContext(
                    move, facts, table, legacy, bounds, layout, MoveState.of(move, facts, layout));
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
            checks.refuseIfAny();
            throw e;
        }
    }

    /**
     * The same for rows that leave the default partition.
     *
     * @param facts those out of the default partition
     * @throws RefusedException when the range makes no sense
     */
    static MoveContext ofDefault(Move move, MoveFacts facts, MoveChecks checks, Table table) {
        MoveLayout layout = checks.layout(table);
        Identifier key = MoveChecks.key(table);
        KeyType type = KeyType.of(table.column(key).orElseThrow().type()).orElseThrow();
        Table source = facts.legacy().orElseThrow();
        return new MoveContext(
                move,
                facts,
                table,
                source,
                new Bounds(source.name(), AddDefaultCheck.NAME, key, type.typeName()),
                layout,
                new MoveState(Optional.empty(), Optional.empty(), Optional.empty(), true));
    }

    /** Whether rows leave the default partition. */
    boolean takesDefault() {
        return facts.fallback().filter(f -> f.name().equals(legacy.name())).isPresent();
    }

    QualifiedName name(Piece piece) {
        return move.table().withName(piece.name());
    }

    /** An index of ours on the key of a partition, where the table gives it none. */
    Identifier keyIndexName(Piece piece) {
        return piece.name().suffixed("_bounds_idx");
    }

    boolean hasKeyIndex() {
        return table.hasIndexOn(bounds.key());
    }

    /** All but the generated ones. */
    List<Identifier> columns() {
        return table.columns().stream().filter(c -> !c.generated()).map(Column::name).toList();
    }

    List<ForeignKey> foreignKeys() {
        return legacy.foreignKeys();
    }

    List<QualifiedName> referenced() {
        return Copies.referenced(foreignKeys());
    }

    Plan plan(String title, List<String> notes, List<Stage> stages) {
        return new Plan(
                move.table(), title, stages.isEmpty() ? List.of() : notes, stages, move.pace());
    }
}
