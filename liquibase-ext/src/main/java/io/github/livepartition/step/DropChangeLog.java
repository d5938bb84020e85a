// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Ends the change log: triggers, function and tables. */
public record DropChangeLog(QualifiedName log, QualifiedName pages, QualifiedName logged)
        implements Step {

    @Override
    public String title() {
        return "end the change log " + log;
    }

    @Override
    public List<Lock> locks() {
        return List.of(
                Lock.accessExclusive(logged),
                Lock.accessExclusive(log),
                Lock.accessExclusive(pages));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "%s\nDROP FUNCTION %s();\nDROP TABLE %s, %s;",
                ChangeTriggers.drop(logged), log, log, pages);
    }
}
