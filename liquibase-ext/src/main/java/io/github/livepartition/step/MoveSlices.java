// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves the rows of a range between legacy and a partition of its own, in either direction.
 *
 * @param bounds legacy's
 * @param columns all columns but the generated ones
 * @param lower whether the partition is the lower neighbour of legacy
 * @param back whether the rows go back to legacy; the partition is dropped in the end
 * @param end where the partition's range ends towards legacy, as the catalog prints it
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
        boolean lower,
        boolean back,
        String end,
        String begin,
        long most,
        Duration maxLockTime,
        boolean waits,
        boolean acceptsOversized,
        List<QualifiedName> referenced)
        implements Slices {

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
                                lower ? "up" : "down",
                                end);
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
        parts.put("back", Sql.verbatim(Boolean.toString(back)));
        parts.put("upwards", Sql.verbatim(Boolean.toString(lower != back)));
        parts.put("lower", Sql.verbatim(Boolean.toString(lower)));
        parts.put("end", Sql.of("%s", new Literal(end)));
        parts.put("most", Sql.verbatim(Long.toString(most)));
        return Sql.fill(SliceText.NAMES + CHOOSE, parts);
    }

    private static final String CHOOSE =
            """
            part_name := ${part}; gives_legacy := NOT ${back}; upwards := ${upwards}; wanted_end := CASE WHEN gives_legacy THEN ${end} END;
            EXIT WHEN total >= ${most};
            IF gives_legacy THEN
              -- legacy is detached once it is empty
              EXIT WHEN NOT (SELECT relispartition FROM pg_class WHERE oid = legacy_name::regclass);
              EXIT WHEN (SELECT substring(pg_get_expr(relpartbound, oid) FROM CASE WHEN ${lower} THEN ' TO [(](.*)[)]$' ELSE 'FROM [(](.*)[)] TO ' END)
                           FROM pg_class WHERE oid = part_name::regclass) = wanted_end;
            ELSE
              EXIT WHEN to_regclass(part_name) IS NULL;
            END IF;""";
}
