// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Sequence;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Continues an identity column's sequence on another table: same name, options, grants and value. A
 * partition of PostgreSQL 17 or later cannot keep one of its own.
 */
public record MoveIdentity(Sequence sequence, QualifiedName from, QualifiedName to)
        implements Step {

    @Override
    public String title() {
        return "move identity " + sequence.column() + " with its value from " + from + " to " + to;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(from), Lock.accessExclusive(to));
    }

    @Override
    public Sql sql() {
        Identifier aside = sequence.name().name().suffixed("_aside");
        // RENAME locks the sequence, so that nobody draws a value between reading it and its
        // successor's start.
        Sql move =
                Sql.of(
                        """
            ALTER SEQUENCE %s RENAME TO %s;
            SELECT last_value, is_called INTO sequence_value, sequence_called FROM %s;
            ALTER TABLE %s ALTER COLUMN %s DROP IDENTITY;
            ALTER TABLE %s ALTER COLUMN %s
              ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %s %s);
            PERFORM pg_catalog.setval(%s, sequence_value, sequence_called);""",
                        sequence.name(),
                        aside,
                        sequence.name().withName(aside),
                        from,
                        sequence.column(),
                        to,
                        sequence.column(),
                        sequence.identity().orElseThrow(),
                        sequence.name(),
                        sequence.options(),
                        new Literal(sequence.name().sql()));
        Sql comment =
                sequence.comment()
                        .map(
                                text ->
                                        Sql.of(
                                                "\nCOMMENT ON SEQUENCE %s IS %s;",
                                                sequence.name(), new Literal(text)))
                        .orElse(Sql.verbatim(""));
        List<Sql> granted =
                SetPrivileges.change(
                        Sql.of("SEQUENCE %s", sequence.name()),
                        sequence.initialGrants(),
                        sequence.grants());
        Sql grants = Sql.join("", granted.stream().map(grant -> Sql.of("\n%s", grant)).toList());
        return Sql.of("%s%s%s", move, comment, grants);
    }
}
