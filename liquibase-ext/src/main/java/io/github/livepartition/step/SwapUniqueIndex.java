// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * Drops a unique constraint or unique index, if there is one, and puts an index that was built
 * before, if there is one, in its place.
 *
 * @param constraint whether they are constraints
 * @param built the index that was built
 * @param name what it is called from now on
 * @param deferral when the constraint is checked, if not at once
 */
public record SwapUniqueIndex(
        QualifiedName table,
        boolean constraint,
        Optional<Identifier> old,
        Optional<Identifier> built,
        Identifier name,
        Sql deferral)
        implements Step {

    @Override
    public String title() {
        return built.map(index -> "make " + index + " the unique index " + name)
                .orElseGet(() -> "drop the unique index " + old.orElseThrow());
    }

    @Override
    public List<Lock> locks() {
        // to rename an index locks no table
        return constraint || old.isPresent() ? List.of(Lock.accessExclusive(table)) : List.of();
    }

    @Override
    public Sql sql() {
        Sql drop =
                old.map(
                                index ->
                                        constraint
                                                ? Sql.of(
                                                        "ALTER TABLE %s DROP CONSTRAINT %s;\n",
                                                        table, index)
                                                : Sql.of("DROP INDEX %s;\n", table.withName(index)))
                        .orElse(Sql.verbatim(""));
        return Sql.of("%s%s", drop, built.map(this::put).orElse(Sql.verbatim("")));
    }

    private Sql put(Identifier index) {
        return constraint
                ? Sql.of(
                        "ALTER TABLE %s ADD CONSTRAINT %s UNIQUE USING INDEX %s%s;",
                        table, name, index, deferral)
                : Sql.of("ALTER INDEX %s RENAME TO %s;", table.withName(index), name);
    }
}
