// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * Creates the partitioned table with the columns, defaults, CHECKs and comments of the old heap.
 */
public record CreatePartitionedTable(
        QualifiedName table,
        QualifiedName like,
        Identifier key,
        List<Identifier> withoutChecks,
        Optional<Identifier> tablespace)
        implements Step {

    public CreatePartitionedTable {
        withoutChecks = List.copyOf(withoutChecks);
    }

    @Override
    public String title() {
        return "create the partitioned table " + table;
    }

    @Override
    public List<Lock> locks() {
        return List.of(new Lock(like, LockLevel.ACCESS_SHARE));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                """
        CREATE TABLE %s (
          LIKE %s INCLUDING ALL EXCLUDING IDENTITY EXCLUDING INDEXES EXCLUDING STATISTICS
        ) PARTITION BY RANGE (%s)%s;
        ALTER TABLE %s %s;""",
                table,
                like,
                key,
                StorageParameters.in(tablespace),
                table,
                Sql.join(
                        ", ",
                        withoutChecks.stream()
                                .map(check -> Sql.of("DROP CONSTRAINT %s", check))
                                .toList()));
    }
}
