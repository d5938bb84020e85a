// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.View;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Makes a view read what now has the table's name; its OID stays, and with it its grants and the
 * views that read it.
 *
 * @param role the role of the steps around it
 */
public record ReplaceView(View view, Identifier role) implements Step {

    @Override
    public String title() {
        return "point view " + view.name() + " at the table of that name";
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(view.name()));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                """
        SET LOCAL ROLE %s;
        CREATE OR REPLACE VIEW %s%s AS
        %s;
        SET LOCAL ROLE %s;""",
                view.owner(),
                view.name(),
                StorageParameters.with(view.options()),
                view.definition(),
                role);
    }
}
