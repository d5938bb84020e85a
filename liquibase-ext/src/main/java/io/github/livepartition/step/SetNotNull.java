// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Forbids NULL keys; the validated bounds check proves there are none, so nothing is scanned
 * (manual, ALTER TABLE).
 */
public record SetNotNull(QualifiedName table, Identifier column) implements Step {

    @Override
    public String title() {
        return "set " + column + " NOT NULL";
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s ALTER COLUMN %s SET NOT NULL;", table, column);
    }
}
