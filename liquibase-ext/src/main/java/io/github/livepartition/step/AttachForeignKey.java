// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Gives the partitioned table the foreign key that all its partitions have and have proved: no row
 * is read. The partitions' own triggers on the referenced table go, hence the lock on that.
 */
public record AttachForeignKey(QualifiedName table, ForeignKey key) implements Step {

    @Override
    public String title() {
        return "give " + table + " the foreign key " + key.name() + " of its partitions";
    }

    @Override
    public List<Lock> locks() {
        return List.of(
                new Lock(table, LockLevel.SHARE_ROW_EXCLUSIVE),
                Lock.accessExclusive(key.references()));
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s ADD CONSTRAINT %s %s;", table, key.name(), key.definition());
    }
}
