// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Json;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Notes in the comment on the partition's bounds check that only that check is left to drop. */
public record NoteVacuum(QualifiedName table, QualifiedName partition, Span span) implements Step {

    @Override
    public String title() {
        return "note that %s is vacuumed".formatted(partition);
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "COMMENT ON CONSTRAINT %s ON %s IS %s;",
                MoveCheck.NAME, partition, new Literal(note(table, span, true)));
    }

    /**
     * The JSON of {@link io.github.livepartition.catalog.MoveNote}; bounds have no double quote.
     */
    static String note(QualifiedName table, Span span, boolean vacuumed) {
        return "{\"table\": %s, \"from\": \"%s\", \"to\": \"%s\", \"vacuumed\": %s}"
                .formatted(
                        Json.text(table.name().value()), span.fromText(), span.toText(), vacuumed);
    }
}
