// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Gives the default partition an open CHECK, not validated, and notes in its comment for which
 * range. Once it is validated {@link ClaimDefault} can make it prove what keys are not there.
 *
 * @param type of the key
 * @param span what is moved
 */
public record AddDefaultCheck(
        QualifiedName table, QualifiedName partition, Identifier key, Sql type, Span span)
        implements Step {

    /** What the CHECK is called. */
    public static final Identifier NAME = MoveCheck.NAME;

    @Override
    public String title() {
        return "add the bounds check of the default partition " + partition;
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
            EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s(%s)) NOT VALID', ${name}, 'livepartition_bounds', helper, ${key});
            """;
}
