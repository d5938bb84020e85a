// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Takes the CHECK of {@link AddMoveCheck} off again, and drops its function.
 *
 * @param type of the key
 */
public record DropMoveCheck(QualifiedName partition, Sql type) implements Step {

    @Override
    public String title() {
        return "drop the bounds check of " + partition;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(partition));
    }

    @Override
    public Sql sql() {
        return new MoveCheck(partition, type)
                .fill(
                        TEXT,
                        Map.of(
                                "partition", Sql.of("%s", partition),
                                "check", Sql.of("%s", MoveCheck.NAME)));
    }

    private static final String TEXT =
            """
            ALTER TABLE ${partition} DROP CONSTRAINT ${check};
            EXECUTE pg_catalog.format('DROP FUNCTION IF EXISTS %s(%s)', helper, ${type});""";
}
