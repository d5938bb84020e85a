// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Logs nothing any more: the triggers go, and their function. */
public record DropChangeTriggers(QualifiedName table, QualifiedName log) implements Step {

    @Override
    public String title() {
        return "log the changes of " + table + " no more";
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("%s\nDROP FUNCTION %s();", ChangeTriggers.drop(table), log);
    }
}
