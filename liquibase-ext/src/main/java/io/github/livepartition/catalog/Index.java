// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * An index, and the constraint it serves if it serves one.
 *
 * @param definition {@code pg_get_indexdef}, whole, and the tablespace
 * @param method the rest of the definition after the table, from {@code USING} on
 * @param constraint {@code pg_get_constraintdef} of the constraint on it, whole, and the storage
 * @param columns the key columns in order; an expression stands as an empty entry
 * @param plain a b-tree over all rows: no WHERE, no INCLUDE
 * @param hashed whether the types of all columns have an equality of PostgreSQL's own, and a hash
 * @param excludes of an exclusion constraint the columns that must be equal
 */
public record Index(
        Identifier name,
        Sql definition,
        Sql method,
        Optional<Sql> constraint,
        Optional<String> comment,
        Optional<String> constraintComment,
        List<Optional<Identifier>> columns,
        boolean primary,
        boolean unique,
        boolean valid,
        boolean plain,
        boolean hashed,
        IndexStorage storage,
        Optional<List<Identifier>> excludes) {

    public Index {
        columns = List.copyOf(columns);
    }

    /** Whether a probe for the column's least or greatest value needs only this index. */
    public boolean probes(Identifier column) {
        return plain
                && valid
                && !columns.isEmpty()
                && columns.get(0).filter(column::equals).isPresent();
    }

    /** Whether the index has exactly these columns, in this order. */
    public boolean isOn(List<Identifier> wanted) {
        return columns.equals(wanted.stream().map(Optional::of).toList());
    }

    public boolean contains(Identifier column) {
        return columns.contains(Optional.of(column));
    }
}
