// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Replays the change log until little is left, compares table and copy in one snapshot, and from
 * then on has every change written to both.
 */
public record CompareCopy(Copying copying, Pacing pacing) implements Step {

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
                pacing,
                "the copy of table %s is not equal to it".formatted(copying.source()),
                "Nothing has changed for the application. Roll back, which drops the copy, and tell us.");
    }
}
