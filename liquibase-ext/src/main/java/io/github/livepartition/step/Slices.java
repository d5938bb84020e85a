// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Moves rows between two neighbouring partitions in many small transactions: each takes both off
 * the table, moves a slice and the bound they share, and puts both back without a scan, because
 * their bounds functions move with the rows.
 */
public sealed interface Slices extends Step permits MoveSlices, ReturnSlices {

    /** How long a slice may hold its locks. */
    Duration maxLockTime();

    /** Whether rows of one key value may hold them for longer. */
    boolean acceptsOversized();

    /** Whether a slice waits for an instant without older snapshots. */
    boolean waits();

    /**
     * Whether the one that takes the last rows out of a partition, which is dropped then, waits
     * until every snapshot is gone that is older than the slices before it.
     */
    boolean waitsForLast();

    /** Chooses giver and receiver, or leaves the loop. */
    Sql choose();

    /** Finds the next slice before anything is locked. */
    default Sql find() {
        return Sql.of(
                "%s\n%s",
                choose(),
                Sql.fill(
                        SliceText.FIND,
                        Map.of(
                                "maxLockMillis", millis(),
                                "accepts", Sql.verbatim(Boolean.toString(acceptsOversized())))));
    }

    /** Moves the slice that {@link #find} has found. */
    @Override
    default Sql sql() {
        return Sql.verbatim(SliceText.MOVE);
    }

    /** The variables that {@link #find} and {@link #sql} use. */
    default Sql variables() {
        return Sql.verbatim(SliceText.VARIABLES);
    }

    /** What comes after a slice, its locks given back. */
    default Sql size() {
        return Sql.fill(SliceText.SIZE, Map.of("maxLockMillis", millis()));
    }

    /** The last thing under the lock; the list of what is locked is in {@code relations}. */
    default Sql gate() {
        return Sql.fill(
                SliceText.GATE,
                Map.of(
                        "waits", Sql.verbatim(Boolean.toString(waits())),
                        "older", Sql.verbatim(SliceText.OLDER)));
    }

    /** Before the lock: waits a while for what {@link #gate} will ask. */
    default Sql quiet() {
        return Sql.fill(
                SliceText.QUIET,
                Map.of(
                        "waits", Sql.verbatim(Boolean.toString(waits())),
                        "waitsForLast", Sql.verbatim(Boolean.toString(waitsForLast())),
                        "older", Sql.verbatim(SliceText.OLDER)));
    }

    @Override
    default Work work() {
        return Work.COPY;
    }

    private Sql millis() {
        return Sql.verbatim(Long.toString(maxLockTime().toMillis()));
    }

    /** Names as PL/pgSQL variables, alike for both. */
    static Map<String, Literal> names(
            Bounds bounds, QualifiedName table, List<Identifier> columns) {
        return Map.of(
                "parent", new Literal(table.sql()),
                "legacy", new Literal(bounds.table().sql()),
                "legacyCheck", new Literal(bounds.name().value()),
                "legacyFunction", new Literal(bounds.function().sql()),
                "key", new Literal(bounds.key().sql()),
                "rawKey", new Literal(bounds.key().value()),
                "type", new Literal(bounds.type().text()),
                "columns", new Literal(Sql.join(", ", columns).text()),
                "sizes",
                        new Literal(
                                Sql.join(
                                                " + ",
                                                columns.stream()
                                                        .map(
                                                                c ->
                                                                        Sql.of(
                                                                                "coalesce(pg_column_size(%s), 0)",
                                                                                c))
                                                        .toList())
                                        .text()));
    }
}
