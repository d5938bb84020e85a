// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Drops the partitioned table and its partitions after {@link ReturnRows} has counted every row
 * back.
 */
public record DropPartitionedTable(QualifiedName table) implements Step {

    @Override
    public String title() {
        return "drop the partitioned table " + table + ", empty of all that was not returned";
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("DROP TABLE %s;", table);
    }
}
