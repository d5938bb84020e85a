// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Forgets what was logged. The table stays, for its comment says which table the old heap is of.
 *
 * @param memory what the log's comment keeps, as JSON
 */
public record EmptyChangeLog(QualifiedName log, String memory) implements Step {

    @Override
    public String title() {
        return "empty the change log " + log;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(log));
    }

    @Override
    public Sql sql() {
        return Sql.of("TRUNCATE %s;\nCOMMENT ON TABLE %s IS %s;", log, log, new Literal(memory));
    }
}
