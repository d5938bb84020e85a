// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Json;
import io.github.livepartition.catalog.Memory;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/** Carries a comment over. */
public record CommentOn(Sql object, String text, List<Lock> locks) implements Step {

    public CommentOn(Sql object, String text) {
        this(object, text, List.of());
    }

    public CommentOn {
        locks = List.copyOf(locks);
    }

    public static CommentOn table(QualifiedName table, String text) {
        return new CommentOn(
                Sql.of("TABLE %s", table), text, List.of(Lock.shareUpdateExclusive(table)));
    }

    @Override
    public String title() {
        return "comment on " + object;
    }

    @Override
    public Sql sql() {
        return Sql.of("COMMENT ON %s IS %s;", object, new Literal(text));
    }

    public static CommentOn column(QualifiedName table, Identifier column, String text) {
        return new CommentOn(
                Sql.of("COLUMN %s.%s", table, column),
                text,
                List.of(Lock.shareUpdateExclusive(table)));
    }

    /** Keeps what a rollback must know in the comment on the bounds check, as JSON. */
    public static CommentOn memory(Bounds bounds, Memory memory) {
        String columns =
                memory.primaryKey().stream()
                        .map(c -> Json.text(c.value()))
                        .collect(Collectors.joining(", "));
        return new CommentOn(
                Sql.of("CONSTRAINT %s ON %s", bounds.name(), bounds.table()),
                "{\"newPrimaryKey\": %s, \"primaryKey\": [%s], \"nullable\": %s%s}"
                        .formatted(
                                memory.newPrimaryKey(),
                                columns,
                                memory.nullable(),
                                memory.keys().json()));
    }
}
