// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Gives a table that has rows a foreign key for what comes; {@link ValidateForeignKeys} proves it
 * for what is there.
 */
public record AddUnprovedForeignKey(QualifiedName table, ForeignKey key) implements Step {

    @Override
    public String title() {
        return "add foreign key " + key.name() + " to " + table + ", not validated";
    }

    @Override
    public List<Lock> locks() {
        return List.of(
                new Lock(table, LockLevel.SHARE_ROW_EXCLUSIVE),
                new Lock(key.references(), LockLevel.SHARE_ROW_EXCLUSIVE));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "ALTER TABLE %s ADD CONSTRAINT %s %s NOT VALID;",
                table, key.name(), key.definition());
    }
}
