// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Turns the change log of a staged move round. After the switch the triggers of the staged
 * partitions log, and what the old heap has to learn of; on the way back it is the old heap's
 * again.
 *
 * @param copying the log from now on
 * @param memory what the log's comment keeps, as JSON
 */
public record TurnChangeLog(Copying copying, String memory) implements Step {

    @Override
    public String title() {
        return back()
                ? "log the changes of the staged partitions in " + copying.log()
                : "log the changes of " + copying.source() + " in " + copying.log();
    }

    private boolean back() {
        return copying.within().back();
    }

    @Override
    public List<Lock> locks() {
        return List.of(
                back()
                        ? Lock.accessExclusive(copying.target())
                        : new Lock(copying.source(), LockLevel.SHARE_ROW_EXCLUSIVE),
                Lock.shareUpdateExclusive(copying.log()));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "%s\n%s\nCOMMENT ON TABLE %s IS %s;",
                back() ? ChangeTriggers.drop(copying.target()) : ChangeTriggers.create(copying),
                ChangeFunction.logsAndReleases(copying),
                copying.log(),
                new Literal(memory));
    }
}
