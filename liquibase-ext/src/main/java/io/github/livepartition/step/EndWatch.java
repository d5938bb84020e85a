// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Makes a staged partition like any other: its triggers and its CHECK of ours go.
 *
 * @param ranges where it is written down that it was staged
 */
public record EndWatch(QualifiedName partition, QualifiedName ranges) implements Step {

    @Override
    public String title() {
        return "drop the triggers and the check of ours on " + partition.name();
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(partition), new Lock(ranges, LockLevel.ROW_EXCLUSIVE));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "%s\nALTER TABLE %s DROP CONSTRAINT %s;\nDELETE FROM %s WHERE name = %s;",
                ChangeTriggers.drop(partition),
                partition,
                StagedRange.CHECK,
                ranges,
                new Literal(partition.name().value()));
    }
}
