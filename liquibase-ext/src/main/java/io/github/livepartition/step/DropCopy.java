// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Drops the copy. Whoever still writes to it too finds it gone, and logs instead.
 *
 * @param referenced the tables that its foreign keys name, which are locked alike
 */
public record DropCopy(QualifiedName copy, List<QualifiedName> referenced) implements Step {

    public DropCopy {
        referenced = List.copyOf(referenced);
    }

    @Override
    public String title() {
        return "drop the copy " + copy;
    }

    @Override
    public List<Lock> locks() {
        return Lock.all(
                List.of(Lock.accessExclusive(copy)), referenced, LockLevel.ACCESS_EXCLUSIVE);
    }

    @Override
    public Sql sql() {
        return Sql.of("DROP TABLE %s;", copy);
    }
}
