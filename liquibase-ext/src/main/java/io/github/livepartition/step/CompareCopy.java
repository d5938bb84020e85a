// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

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
        Sql block =
                copying.fill(
                        ReplayText.COMPARE,
                        Map.of(
                                "begin", CopyingParts.begin(copying),
                                "replay", Replay.logged(copying, pacing),
                                "pacingVariables", Pacing.variables(),
                                "results", Sql.verbatim(ReplayText.COMPARE_VARIABLES),
                                "compare", Comparison.rows(copying),
                                "differs",
                                        new Literal(
                                                "the copy of table %s is not equal to it"
                                                        .formatted(copying.source())),
                                "mirror", ChangeFunction.mirrors(copying)));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
