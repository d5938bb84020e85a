// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves rows between two neighbouring partitions in many small transactions: each takes both off
 * the table, moves a slice and the bound they share, and puts both back without a scan, because
 * their bounds functions move with the rows.
 */
public sealed interface Slices extends Step permits MoveSlices, ReturnSlices {

    /** The partitioned table. */
    QualifiedName table();

    SlicePace pace();

    /**
     * Whether the one that takes the last rows out of a partition, which is dropped then, waits
     * until every snapshot is gone that is older than the slices before it.
     */
    boolean waitsForLast();

    /** Chooses giver and receiver, or leaves the loop. */
    Sql choose();

    /** Before the first slice: how much there is to do. */
    Sql estimate();

    /** Finds the next slice before anything is locked. */
    default Sql find() {
        Sql type = Sql.verbatim("key_type");
        Sql terms =
                Sql.fill(
                        DefaultText.TERMS,
                        Map.of(
                                "parent", Sql.verbatim("parent_name"),
                                "besides", Sql.verbatim("besides"),
                                "type", type,
                                "terms", Sql.verbatim("default_terms")));
        return Sql.of(
                "%s\n%s",
                choose(),
                Sql.fill(
                        SliceText.FIND,
                        Map.of(
                                "default", Sql.fill(DefaultText.OF_SLICES, Map.of("terms", terms)),
                                "maxLockMillis", millis(),
                                "accepts",
                                        Sql.verbatim(
                                                Boolean.toString(pace().acceptsOversized())))));
    }

    /** Moves the slice that {@link #find} has found. */
    @Override
    default Sql sql() {
        Map<String, Sql> function =
                Map.of(
                        "function", Sql.verbatim("default_function"),
                        "type", Sql.verbatim("key_type"));
        return Sql.fill(
                SliceMoveText.MOVE,
                Map.of(
                        "claim", DefaultText.claim(function, Sql.verbatim("default_terms")),
                        "open", Sql.fill(DefaultText.OPEN, function)));
    }

    /** The variables that {@link #find} and {@link #sql} use. */
    default Sql variables() {
        return Sql.of(
                "%s\n%s",
                Sql.fill(
                        SliceText.VARIABLES,
                        Map.of(
                                "millisPerByte",
                                Sql.verbatim(
                                        BigDecimal.valueOf(SlicePace.MILLIS_PER_BYTE)
                                                .toPlainString()))),
                Pacing.variables());
    }

    /** What comes after a slice, its locks given back. */
    default Sql size() {
        return Sql.fill(
                SliceText.SIZE,
                Map.of(
                        "maxLockMillis",
                        millis(),
                        "name",
                        Sql.fill(
                                SliceProgressText.NAME, Map.of("title", Pacing.runName(table())))));
    }

    /** The last things under the lock; the list of what is locked is in {@code relations}. */
    default Sql gate() {
        return Sql.fill(SliceGateText.GATE, older());
    }

    /** Before the lock: waits a while for what {@link #gate} will ask. */
    default Sql quiet() {
        Map<String, Sql> parts = new HashMap<>(older());
        parts.put("waitsForLast", Sql.verbatim(Boolean.toString(waitsForLast())));
        return Sql.fill(SliceGateText.QUIET, parts);
    }

    private Map<String, Sql> older() {
        return Map.of(
                "waits", Sql.verbatim(Boolean.toString(pace().waits())),
                "older", Sql.verbatim(SliceGateText.OLDER));
    }

    @Override
    default Work work() {
        return Work.COPY;
    }

    private Sql millis() {
        return Sql.verbatim(Long.toString(pace().maxLockTime().toMillis()));
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
