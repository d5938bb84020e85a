// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Stops the stage when the partition is not where the plan has seen it.
 *
 * @param bound as the catalog prints it
 */
public record ExpectBound(QualifiedName partition, String bound) implements Step {

    @Override
    public String title() {
        return "make sure that %s holds %s".formatted(partition, bound);
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of(
                """
        IF %s IS DISTINCT FROM (SELECT pg_catalog.pg_get_expr(relpartbound, oid) FROM pg_catalog.pg_class WHERE oid = %s::pg_catalog.regclass) THEN
          RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = %s,
            HINT = 'Nothing has changed here. Run the update, or print the script, once more.';
        END IF;""",
                new Literal(bound),
                new Literal(partition.sql()),
                new Literal(
                        "the bounds of %s have changed since the plan was made"
                                .formatted(partition)));
    }
}
