// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Map;

/** The triggers of the change log. */
final class ChangeTriggers {

    private ChangeTriggers() {}

    static Sql create(Copying copying) {
        return copying.fill(
                ChangeLogText.TRIGGERS,
                Map.of(
                        "rowTrigger", Copying.ROW_TRIGGER,
                        "truncateTrigger", Copying.TRUNCATE_TRIGGER));
    }

    /** They pass an argument, by which the function knows them. */
    static Sql ofPartition(Copying copying, QualifiedName partition) {
        return copying.fill(
                ChangeLogText.PARTITION_TRIGGERS,
                Map.of(
                        "partition", partition,
                        "rowTrigger", Copying.ROW_TRIGGER,
                        "truncateTrigger", Copying.TRUNCATE_TRIGGER));
    }

    /** Also where somebody has dropped one. */
    static Sql drop(QualifiedName table) {
        return Sql.of(
                "DROP TRIGGER IF EXISTS %s ON %s;\nDROP TRIGGER IF EXISTS %s ON %s;",
                Copying.ROW_TRIGGER, table, Copying.TRUNCATE_TRIGGER, table);
    }
}
