// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Adds the CHECK, open and not validated; from here on NULL keys are refused. */
public record AddBoundsCheck(Bounds bounds) implements Step {

    @Override
    public String title() {
        return "add the bounds check " + bounds.name();
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(bounds.table()));
    }

    @Override
    public Sql sql() {
        // The application's INSERTs call the function, and default privileges may have taken it
        // from them.
        return Sql.of(
                """
        %s
        GRANT EXECUTE ON FUNCTION %s(%s) TO PUBLIC;
        ALTER TABLE %s ADD CONSTRAINT %s
          CHECK (%s IS NOT NULL AND %s(%s)) NOT VALID;""",
                bounds.function(Bounds.OPEN),
                bounds.function(),
                bounds.type(),
                bounds.table(),
                bounds.name(),
                bounds.key(),
                bounds.function(),
                bounds.key());
    }

    @Override
    public boolean doneIn(Table now) {
        return now.check(bounds.name()).isPresent();
    }
}
