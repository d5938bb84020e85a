// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Drops a partition to be, which is still empty and not yet attached, with its bounds function.
 *
 * @param type of the key
 * @param referenced the tables that its foreign keys name, which are locked alike
 */
public record DropMoved(QualifiedName partition, Sql type, List<QualifiedName> referenced)
        implements Step {

    public DropMoved {
        referenced = List.copyOf(referenced);
    }

    @Override
    public String title() {
        return "drop the empty table " + partition;
    }

    @Override
    public List<Lock> locks() {
        return Lock.all(
                List.of(Lock.accessExclusive(partition)), referenced, LockLevel.ACCESS_EXCLUSIVE);
    }

    @Override
    public Sql sql() {
        return new MoveCheck(partition, type)
                .fill(
                        TEXT,
                        Map.of(
                                "partition", Sql.of("%s", partition),
                                "full",
                                        Sql.of(
                                                "%s",
                                                new Literal(
                                                        "table %s has rows"
                                                                .formatted(partition)))));
    }

    private static final String TEXT =
            """
            IF EXISTS (SELECT FROM ${partition}) THEN
              RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = ${full},
                HINT = 'Nothing has changed. Somebody else has written them; move them yourself.';
            END IF;
            DROP TABLE ${partition};
            EXECUTE pg_catalog.format('DROP FUNCTION IF EXISTS %s(%s)', helper, ${type});""";
}
