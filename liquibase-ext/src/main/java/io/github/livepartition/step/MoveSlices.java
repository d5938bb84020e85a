// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves the rows of a range between legacy, or the default partition, and a partition of its own,
 * in either direction.
 *
 * @param bounds legacy's, or the default partition's
 * @param columns all columns but the generated ones
 * @param side where the partition is
 * @param back whether the rows go back; the partition is dropped in the end
 * @param span the partition's range
 * @param whole what the change moves, for the progress
 * @param begin how far it is, as the catalog prints it
 * @param most so many rows are moved at most; then it ends early
 * @param referenced the tables that foreign keys of the partition name: rows are checked there, and
 *     to drop the partition locks them
 */
public record MoveSlices(
        Bounds bounds,
        QualifiedName table,
        QualifiedName partition,
        List<Identifier> columns,
        Side side,
        boolean back,
        Span span,
        Span whole,
        String begin,
        long most,
        SlicePace pace,
        List<QualifiedName> referenced)
        implements Slices {

    /** Where a partition lies to what rows leave. */
    public enum Side {
        /** The lower neighbour of legacy. */
        BELOW,
        /** The upper neighbour of legacy. */
        ABOVE,
        /** In a gap that the default partition fills. */
        WITHIN_DEFAULT;

        /** Whether it grows upwards. */
        public boolean isLower() {
            return this != ABOVE;
        }
    }

    public MoveSlices {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
    }

    @Override
    public String title() {
        return back
                ? "return the rows of %s to %s in slices".formatted(partition, bounds.table())
                : "move %s of %s to %s in slices, from %s %s to %s"
                        .formatted(
                                most == Long.MAX_VALUE ? "the rows" : "about " + most + " rows",
                                bounds.table(),
                                partition,
                                begin,
                                side.isLower() ? "up" : "down",
                                end());
    }

    @Override
    public List<Lock> locks() {
        return Lock.all(
                List.of(
                        Lock.accessExclusive(table),
                        Lock.accessExclusive(bounds.table()),
                        Lock.accessExclusive(partition)),
                referenced,
                back ? LockLevel.ACCESS_EXCLUSIVE : LockLevel.ROW_SHARE);
    }

    /** Where the partition's range ends towards legacy, as the catalog prints it. */
    private String end() {
        return side.isLower() ? span.toText() : span.fromText();
    }

    @Override
    public boolean waitsForLast() {
        return true;
    }

    @Override
    public Sql choose() {
        Map<String, Sql> parts = new HashMap<>();
        Slices.names(bounds, table, columns)
                .forEach((name, text) -> parts.put(name, Sql.of("%s", text)));
        parts.put("part", Sql.of("%s", new Literal(partition.sql())));
        parts.put("partBegin", Sql.of("%s", new Literal(span.fromText())));
        parts.put("takesDefault", bool(side == Side.WITHIN_DEFAULT));
        parts.put("back", bool(back));
        parts.put("upwards", bool(side.isLower() != back));
        parts.put("lower", bool(side.isLower()));
        parts.put("end", Sql.of("%s", new Literal(end())));
        parts.put("most", Sql.verbatim(Long.toString(most)));
        return Sql.fill(SliceText.NAMES + CHOOSE, parts);
    }

    @Override
    public Sql estimate() {
        Sql where = Within.condition(Sql.of("%s", bounds.key()), whole);
        return Sql.fill(
                SliceProgressText.ESTIMATE,
                Map.of(
                        "explainAll", explain(Sql.of("%s WHERE %s", table, where)),
                        "explainLegacy", explain(Sql.of("ONLY %s WHERE %s", bounds.table(), where)),
                        "legacy", new Literal(bounds.table().sql()),
                        "key", new Literal(bounds.key().sql()),
                        "back", bool(back)));
    }

    private static Literal explain(Sql rows) {
        return new Literal(Sql.of("EXPLAIN (FORMAT JSON) SELECT FROM %s", rows).text());
    }

    private static Sql bool(boolean value) {
        return Sql.verbatim(Boolean.toString(value));
    }

    private static final String CHOOSE =
            """
            part_name := ${part}; part_begin := ${partBegin}; takes_default := ${takesDefault};
            gives_legacy := NOT ${back}; upwards := ${upwards}; wanted_end := CASE WHEN gives_legacy THEN ${end} END;
            EXIT WHEN total >= ${most};
            IF gives_legacy THEN
              -- legacy is detached once it is empty
              EXIT WHEN NOT takes_default AND NOT (SELECT relispartition FROM pg_class WHERE oid = legacy_name::regclass);
              EXIT WHEN (SELECT substring(pg_get_expr(relpartbound, oid) FROM CASE WHEN ${lower} THEN ' TO [(](.*)[)]$' ELSE 'FROM [(](.*)[)] TO ' END)
                           FROM pg_class WHERE oid = part_name::regclass) = wanted_end;
            ELSE
              EXIT WHEN to_regclass(part_name) IS NULL;
            END IF;""";
}
