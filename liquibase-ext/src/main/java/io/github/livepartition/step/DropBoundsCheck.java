// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;

/** Drops the CHECK and its function. */
public record DropBoundsCheck(Bounds bounds) implements Step {

    @Override
    public String title() {
        return "drop the bounds check " + bounds.name();
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(bounds.table()));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "ALTER TABLE %s DROP CONSTRAINT %s;\nDROP FUNCTION %s(%s);",
                bounds.table(), bounds.name(), bounds.function(), bounds.type());
    }
}
