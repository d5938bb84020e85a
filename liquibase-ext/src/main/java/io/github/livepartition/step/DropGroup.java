// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Drops what {@link CreateGroup} has created, when it has no partition any more. */
public record DropGroup(QualifiedName group) implements Step {

    @Override
    public String title() {
        return "drop " + group + ", which has no partition";
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(group));
    }

    @Override
    public Sql sql() {
        return Sql.of("DROP TABLE %s;", group);
    }
}
