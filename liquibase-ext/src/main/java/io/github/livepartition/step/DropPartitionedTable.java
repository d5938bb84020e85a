// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Drops the partitioned table and its partitions after {@link ReturnRows} has counted every row
 * back.
 */
public record DropPartitionedTable(QualifiedName table, List<QualifiedName> referenced)
        implements Step {

    public DropPartitionedTable {
        referenced = List.copyOf(referenced);
    }

    @Override
    public String title() {
        return "drop the partitioned table " + table + ", empty of all that was not returned";
    }

    @Override
    public List<Lock> locks() {
        return Lock.all(
                List.of(Lock.accessExclusive(table)), referenced, LockLevel.ACCESS_EXCLUSIVE);
    }

    @Override
    public Sql sql() {
        return Sql.of(
                """
                helpers := ARRAY(SELECT d.refobjid::regprocedure::text FROM pg_inherits AS i
                  JOIN pg_constraint AS k ON k.conrelid = i.inhrelid AND k.conname = 'livepartition_bounds'
                  JOIN pg_depend AS d ON d.classid = 'pg_constraint'::regclass AND d.objid = k.oid AND d.refclassid = 'pg_proc'::regclass
                  WHERE i.inhparent = %s::regclass);
                DROP TABLE %s;
                FOREACH helper IN ARRAY helpers LOOP
                  EXECUTE 'DROP FUNCTION ' || helper;
                END LOOP;""",
                new Literal(table.sql()), table);
    }
}
