// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Drops the tables of a change log that nobody writes to any more. */
public record DropChangeLog(QualifiedName log, QualifiedName pages) implements Step {

    @Override
    public String title() {
        return "drop the change log " + log;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(log), Lock.accessExclusive(pages));
    }

    @Override
    public Sql sql() {
        return Sql.of("DROP TABLE %s, %s;", log, pages);
    }
}
