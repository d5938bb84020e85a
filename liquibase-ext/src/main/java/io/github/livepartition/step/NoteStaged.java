// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Notes that nothing is left to do for a range until the switch. */
public record NoteStaged(StagedRange range) implements Step {

    @Override
    public String title() {
        return "note that %s is staged".formatted(range.partition().name());
    }

    @Override
    public List<Lock> locks() {
        return List.of(new Lock(range.copying().pages(), LockLevel.ROW_EXCLUSIVE));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "UPDATE %s SET vacuumed = true WHERE name OPERATOR(pg_catalog.=) %s;",
                range.copying().pages(), new Literal(range.partition().name().value()));
    }
}
