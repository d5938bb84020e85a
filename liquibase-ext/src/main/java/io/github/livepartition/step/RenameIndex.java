// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Renames an index together with the constraint it serves. */
public record RenameIndex(QualifiedName index, Identifier to) implements Step {

    @Override
    public String title() {
        return "rename index " + index + " to " + to;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER INDEX %s RENAME TO %s;", index, to);
    }
}
