// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Takes the old heap off the partitioned table. */
public record DetachPartition(QualifiedName parent, QualifiedName partition) implements Step {

    @Override
    public String title() {
        return "detach " + partition;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(parent), Lock.accessExclusive(partition));
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s DETACH PARTITION %s;", parent, partition);
    }
}
