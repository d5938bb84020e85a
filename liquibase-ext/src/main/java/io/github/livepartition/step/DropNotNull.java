// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Allows NULL keys again, as before the conversion. */
public record DropNotNull(QualifiedName table, Identifier column) implements Step {

    @Override
    public String title() {
        return "allow NULL in " + column + " again";
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL;", table, column);
    }
}
