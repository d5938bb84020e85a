// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Check;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Proves the CHECK for every old row while reads and writes go on. */
public record ValidateBoundsCheck(Bounds bounds) implements Step {

    @Override
    public String title() {
        return "validate the bounds check " + bounds.name();
    }

    @Override
    public Work work() {
        return Work.SCAN;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.shareUpdateExclusive(bounds.table()));
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s VALIDATE CONSTRAINT %s;", bounds.table(), bounds.name());
    }

    @Override
    public boolean doneIn(Table now) {
        return now.check(bounds.name()).filter(Check::validated).isPresent();
    }
}
