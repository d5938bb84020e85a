// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Marks the CHECK as validated in the catalog, which only a superuser may; it must follow {@link
 * ProveUpperBound}.
 *
 * @param role the role of the steps around it
 */
public record TrustBoundsCheck(Bounds bounds, Identifier role) implements Step {

    @Override
    public String title() {
        return "mark the bounds check " + bounds.name() + " as valid, without a scan";
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of(
                """
        PERFORM pg_catalog.set_config('role', session_role, true);
        UPDATE pg_catalog.pg_constraint SET convalidated = true
        WHERE conrelid = %s::pg_catalog.regclass AND conname = %s  AND contype = 'c';
        SET LOCAL ROLE %s;""",
                new Literal(bounds.table().sql()), new Literal(bounds.name().value()), role);
    }
}
