// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Returns rows from the partitions after legacy to legacy, lowest keys first, in many small
 * transactions: each takes a slice out of the lowest partition, moves legacy's upper bound up and
 * that partition's lower bound with it. A partition that is empty by then is dropped. Both heaps
 * are attached again without a scan, because their bounds functions move with the rows.
 *
 * @param columns all columns but the generated ones
 * @param referenced the tables that foreign keys of the partitions name; to drop an emptied
 *     partition locks them
 * @param most so many rows may stay behind for the cut-over in reverse
 */
public record ReturnSlices(
        Bounds bounds,
        QualifiedName table,
        List<Identifier> columns,
        int most,
        List<QualifiedName> referenced)
        implements Step {

    public ReturnSlices {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
    }

    @Override
    public String title() {
        return "return the rows of the other partitions in slices, until at most "
                + most
                + " are left";
    }

    @Override
    public Work work() {
        return Work.COPY;
    }

    @Override
    public List<Lock> locks() {
        return Lock.all(
                List.of(Lock.accessExclusive(table), Lock.accessExclusive(bounds.table())),
                referenced,
                LockLevel.ACCESS_EXCLUSIVE);
    }

    /** Finds the next slice before anything is locked, or leaves the loop. */
    public Sql find() {
        return Sql.fill(
                ReturnSlicesText.FIND,
                Map.ofEntries(
                        Map.entry("parent", new Literal(table.sql())),
                        Map.entry("legacy", new Literal(bounds.table().sql())),
                        Map.entry("key", new Literal(bounds.key().sql())),
                        Map.entry("rawKey", new Literal(bounds.key().value())),
                        Map.entry("type", new Literal(bounds.type().text())),
                        Map.entry("function", new Literal(bounds.function().sql())),
                        Map.entry("columns", new Literal(Sql.join(", ", columns).text())),
                        Map.entry("most", Sql.verbatim(Integer.toString(most)))));
    }

    /** Moves the slice that {@link #find} has found. */
    @Override
    public Sql sql() {
        return Sql.verbatim(ReturnSlicesText.MOVE);
    }

    /** The variables that {@link #find} and {@link #sql} use. */
    public Sql variables() {
        return Sql.verbatim(ReturnSlicesText.VARIABLES);
    }
}
