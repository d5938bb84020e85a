// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Renames the table; its OID, and what hangs on it, stays. */
public record RenameTable(QualifiedName table, Identifier to) implements Step {

    @Override
    public String title() {
        return "rename table " + table + " to " + to;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s RENAME TO %s;", table, to);
    }
}
