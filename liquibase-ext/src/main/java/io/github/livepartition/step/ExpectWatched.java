// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/** Stops the switch when a trigger that logs what changes is not there, or is disabled. */
public record ExpectWatched(QualifiedName table) implements Step {

    @Override
    public String title() {
        return "expect that changes in %s are logged".formatted(table);
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.fill(
                TEXT,
                Map.of(
                        "table", new Literal(table.sql()),
                        "row", new Literal(Copying.ROW_TRIGGER.value()),
                        "truncate", new Literal(Copying.TRUNCATE_TRIGGER.value()),
                        "message",
                                new Literal(
                                        "what changes in table %s is not logged"
                                                .formatted(table))));
    }

    private static final String TEXT =
            """
            IF 2 <> (SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgrelid = ${table}::pg_catalog.regclass AND tgname IN (${row}, ${truncate}) AND tgenabled IN ('O', 'A')) THEN
              RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = ${message},
                HINT = 'Nothing has changed here. Roll back what is staged, and begin again.';
            END IF;""";
}
