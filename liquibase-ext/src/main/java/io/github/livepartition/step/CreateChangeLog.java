// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Logs the key of every row that changes from now on. The lock is also the wait for whoever wrote
 * before: a transaction that has written holds ROW EXCLUSIVE until it has ended.
 *
 * @param memory what the log's comment keeps, as JSON
 */
public record CreateChangeLog(Copying copying, String memory) implements Step {

    @Override
    public String title() {
        return "log the changes of " + copying.source() + " in " + copying.log();
    }

    @Override
    public List<Lock> locks() {
        return List.of(new Lock(copying.source(), LockLevel.SHARE_ROW_EXCLUSIVE));
    }

    @Override
    public Sql sql() {
        Sql log =
                copying.fill(
                        ChangeLogText.CREATE_LOG,
                        Map.of(
                                "progress",
                                        copying.within().isAll()
                                                ? copying.fill(ChangeLogText.PAGES)
                                                : StagedText.progress(copying),
                                "function", ChangeFunction.logs(copying),
                                "alone", copying.fill(ChangeLogText.ALONE),
                                "triggers", ChangeTriggers.create(copying)));
        Sql all = Sql.of("%s\nCOMMENT ON TABLE %s IS %s;", log, copying.log(), new Literal(memory));
        // where several changes were printed before one of them ran
        return copying.within().isAll()
                ? all
                : Sql.of(
                        "IF to_regclass(%s) IS NULL THEN\n%s\nEND IF;",
                        new Literal(copying.log().sql()), all);
    }
}
