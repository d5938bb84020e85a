// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Fingerprint;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Ends the log of one table and begins that of the one in its place, so that the way back loses
 * nothing.
 *
 * @param logged the table that was logged, under the name it has by now
 * @param copying the log from now on
 * @param memory what the log's comment keeps, as JSON
 */
public record ReverseChangeLog(QualifiedName logged, Copying copying, String memory)
        implements Step {

    @Override
    public String title() {
        return "log the changes of " + copying.source() + " in " + copying.log();
    }

    @Override
    public List<Lock> locks() {
        return List.of(
                Lock.accessExclusive(logged),
                new Lock(copying.source(), LockLevel.SHARE_ROW_EXCLUSIVE),
                Lock.shareUpdateExclusive(copying.log()),
                new Lock(copying.pages(), LockLevel.ROW_EXCLUSIVE));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "%s\n%s\n%s\nCOMMENT ON TABLE %s IS %s;\nDELETE FROM %s;\nINSERT INTO %s (storage) VALUES ((\n%s\n));",
                ChangeTriggers.drop(logged),
                ChangeFunction.logsAndReleases(copying),
                ChangeTriggers.create(copying),
                copying.log(),
                new Literal(memory),
                copying.pages(),
                copying.pages(),
                Fingerprint.storage(copying.source()));
    }
}
