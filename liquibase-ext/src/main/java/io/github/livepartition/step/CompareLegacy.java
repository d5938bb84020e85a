// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * The same on the way back, where partitions have come, gone or been emptied since the switch:
 * whether the old heap has what the table has is then found by a look at both.
 */
public record CompareLegacy(Copying copying) implements Step {

    @Override
    public String title() {
        return "replay the changes, compare " + copying.source() + " with " + copying.target();
    }

    @Override
    public Work work() {
        return Work.SCAN;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Comparison.stage(
                copying,
                Pacing.NONE,
                "table %s has not become equal to table %s"
                        .formatted(copying.target(), copying.source()),
                "Rows came or went unseen, with a partition that was emptied, dropped, detached or attached. Undo that, or keep what was converted.");
    }
}
