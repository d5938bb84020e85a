// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Takes a foreign key off the table that stands aside: its rows no longer follow those it
 * references and would keep these from being deleted.
 */
public record DropForeignKey(QualifiedName table, ForeignKey key) implements Step {

    @Override
    public String title() {
        return "drop foreign key " + key.name() + " of " + table;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(table), Lock.accessExclusive(key.references()));
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s DROP CONSTRAINT %s;", table, key.name());
    }
}
