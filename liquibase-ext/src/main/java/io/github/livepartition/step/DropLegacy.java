// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Drops the old heap, which stands aside since the switch.
 *
 * @param referenced the tables that its foreign keys name, which are locked alike
 */
public record DropLegacy(QualifiedName legacy, List<QualifiedName> referenced) implements Step {

    public DropLegacy {
        referenced = List.copyOf(referenced);
    }

    @Override
    public String title() {
        return "drop table " + legacy;
    }

    @Override
    public List<Lock> locks() {
        return Lock.all(
                List.of(Lock.accessExclusive(legacy)), referenced, LockLevel.ACCESS_EXCLUSIVE);
    }

    @Override
    public Sql sql() {
        return Sql.of("DROP TABLE %s;", legacy);
    }
}
