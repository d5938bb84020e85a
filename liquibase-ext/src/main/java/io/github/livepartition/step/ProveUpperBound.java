// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Bound;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Looks for a key that legacy's bounds would exclude, with index probes, and stops the cut-over if
 * there is one.
 */
public record ProveUpperBound(QualifiedName table, Identifier key, Bound upper) implements Step {

    @Override
    public String title() {
        return "prove under the lock that every key is below " + upper.text();
    }

    @Override
    public Work work() {
        return Work.PROBE;
    }

    @Override
    public List<Lock> locks() {
        return List.of(new Lock(table, LockLevel.ACCESS_SHARE));
    }

    @Override
    public Sql sql() {
        // Before the function is narrowed: afterwards the planner could answer from the claim
        // instead of the index.
        return Sql.of(
                """
        SET LOCAL enable_seqscan = off;
        IF EXISTS (SELECT FROM ONLY %s WHERE %s IS NULL) THEN
          RAISE EXCEPTION USING ERRCODE = 'not_null_violation', MESSAGE = %s,
            HINT = 'Give these rows a key, then run it again.';
        END IF;
        SELECT %s::pg_catalog.text INTO greatest_key FROM ONLY %s
          WHERE %s >= %s ORDER BY %s DESC LIMIT 1;
        IF greatest_key IS NOT NULL THEN
          RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = %s,
            DETAIL = pg_catalog.format('The greatest key is %%s.', greatest_key),
            HINT = 'Run it again: the boundary is chosen anew; or set boundary beyond the greatest key.';
        END IF;
        SET LOCAL enable_seqscan = on;""",
                table,
                key,
                new Literal("table %s has rows without %s".formatted(table, key)),
                key,
                table,
                key,
                upper.literal(),
                key,
                new Literal(
                        "table %s has keys beyond the boundary %s".formatted(table, upper.text())));
    }
}
