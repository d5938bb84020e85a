// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Gives a new, empty partition the CHECK that {@link MoveSlices} needs, and notes in its comment
 * which range the partition is to have.
 */
public record AddMoveCheck(
        QualifiedName table, QualifiedName partition, Identifier key, Sql type, Span span)
        implements Step {

    @Override
    public String title() {
        return "add the bounds check of " + partition;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(partition));
    }

    @Override
    public Sql sql() {
        return new MoveCheck(partition, type).add(table, key, span, TEXT);
    }

    private static final String TEXT =
            """
            EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s IS NOT NULL AND %s(%s))', ${name}, 'livepartition_bounds', ${key}, helper, ${key});
            """;
}
