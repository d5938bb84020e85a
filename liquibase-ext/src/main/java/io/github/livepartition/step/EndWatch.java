// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Makes a staged partition like any other: its triggers and its CHECK of ours go.
 *
 * @param triggers whether it has triggers of ours
 */
public record EndWatch(QualifiedName partition, boolean triggers) implements Step {

    @Override
    public String title() {
        return "drop the triggers and the check of ours on " + partition.name();
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(partition));
    }

    @Override
    public Sql sql() {
        Sql check = Sql.of("ALTER TABLE %s DROP CONSTRAINT %s;", partition, StagedRange.CHECK);
        return triggers ? Sql.of("%s\n%s", ChangeTriggers.drop(partition), check) : check;
    }
}
