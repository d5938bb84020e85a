// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Takes from another table its foreign key to this one.
 *
 * @param owner the role the steps run as
 */
public record DropIncomingKey(IncomingForeignKey key, QualifiedName table, Identifier owner)
        implements Step {

    @Override
    public String title() {
        return "drop foreign key " + key.words();
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(key.table()), Lock.accessExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "SET LOCAL ROLE %s;\nALTER TABLE %s DROP CONSTRAINT %s;\nSET LOCAL ROLE %s;",
                key.owner(), key.table(), key.name(), owner);
    }
}
