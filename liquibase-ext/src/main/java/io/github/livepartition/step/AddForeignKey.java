// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Gives a new, empty partition a foreign key. While legacy exists foreign keys live on the leaves:
 * on the parent, each ATTACH and DETACH would lock the referenced table.
 */
public record AddForeignKey(QualifiedName table, ForeignKey key) implements Step {

    @Override
    public String title() {
        return "add foreign key " + key.name() + " to " + table;
    }

    @Override
    public List<Lock> locks() {
        return List.of(new Lock(key.references(), LockLevel.SHARE_ROW_EXCLUSIVE));
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s ADD CONSTRAINT %s %s;", table, key.name(), key.definition());
    }
}
