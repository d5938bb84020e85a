// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Proves the foreign key of another table for the rows that were there before it.
 *
 * @param kind what the table is by then
 */
public record ValidateIncomingKey(IncomingForeignKey key, QualifiedName table, RelationKind kind)
        implements Step {

    @Override
    public String title() {
        return "validate foreign key " + key.words();
    }

    @Override
    public Work work() {
        return Work.SCAN;
    }

    @Override
    public List<Lock> locks() {
        return List.of(
                Lock.shareUpdateExclusive(key.table()), new Lock(table, LockLevel.ROW_SHARE));
    }

    /** Nothing where it is gone by then. */
    @Override
    public Sql sql() {
        Sql block =
                Sql.fill(
                        TEXT,
                        Map.of(
                                "table",
                                new Literal(key.table().sql()),
                                "key",
                                new Literal(key.name().value()),
                                "owner",
                                key.owner(),
                                "validate",
                                Sql.of(
                                        "ALTER TABLE %s VALIDATE CONSTRAINT %s;",
                                        key.table(), key.name())));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }

    @Override
    public boolean doneIn(Table now) {
        return now.kind() == kind
                && now.incomingForeignKeys().stream()
                        .noneMatch(other -> other.is(key) && !other.validated());
    }

    private static final String TEXT =
            """

            BEGIN
              SET LOCAL search_path = pg_catalog, pg_temp;
              SET LOCAL ROLE ${owner};
              IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass(${table}) AND conname = ${key} AND NOT convalidated) THEN
                ${validate}
              END IF;
            END
            """;
}
