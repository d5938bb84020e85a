// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Drops a primary key where the table had none before. */
public record DropPrimaryKey(QualifiedName table, Identifier constraint) implements Step {

    @Override
    public String title() {
        return "drop the primary key " + constraint;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s DROP CONSTRAINT %s;", table, constraint);
    }
}
