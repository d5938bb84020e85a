// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/** Drops the primary key, if there is one, and makes a unique index, built before, the new one. */
public record SwapPrimaryKey(QualifiedName table, Optional<Identifier> old, Identifier index)
        implements Step {

    @Override
    public String title() {
        return "make " + index + " the primary key";
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(table));
    }

    @Override
    public Sql sql() {
        Sql drop =
                old.map(name -> Sql.of("ALTER TABLE %s DROP CONSTRAINT %s;\n", table, name))
                        .orElse(Sql.verbatim(""));
        return Sql.of(
                "%sALTER TABLE %s ADD CONSTRAINT %s PRIMARY KEY USING INDEX %s;",
                drop, table, index, index);
    }
}
