// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Stops the stage when the old heap has a row. */
public record ExpectEmpty(QualifiedName table) implements Step {

    @Override
    public String title() {
        return "make sure that %s is empty".formatted(table);
    }

    @Override
    public Work work() {
        return Work.PROBE;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of(
                """
        IF EXISTS (SELECT FROM ONLY %s) THEN
          RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = %s,
            HINT = 'Nothing has changed here. Run the update, or print the script, once more.';
        END IF;""",
                table, new Literal("%s has rows again".formatted(table)));
    }
}
