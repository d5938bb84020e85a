// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Adds a key, or another constraint, to the partitioned table, still without partitions. */
public record AddConstraint(QualifiedName table, Identifier constraint, Sql definition)
        implements Step {

    @Override
    public String title() {
        return "add constraint " + constraint;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s ADD CONSTRAINT %s %s;", table, constraint, definition);
    }
}
