// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/** Replays the change log until little is left, and compares a range in one snapshot. */
public record CompareRange(StagedRange range, Pacing pacing) implements Step {

    @Override
    public String title() {
        return "replay the changes, compare %s with what is in %s"
                .formatted(range.partition().name(), range.copying().source());
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
        Copying copying = range.copying();
        Sql compared =
                range.fill("UPDATE ${pages} SET compared = true WHERE name = ${name};", Map.of());
        Sql block =
                copying.fill(
                        ReplayText.COMPARE,
                        Map.of(
                                "begin",
                                CopyingParts.begin(copying),
                                "replay",
                                Replay.logged(copying, pacing),
                                "pacingVariables",
                                Pacing.variables(),
                                "results",
                                Sql.verbatim(ReplayText.COMPARE_VARIABLES),
                                "compare",
                                Comparison.rows(range.alone()),
                                "differs",
                                new Literal(
                                        "partition %s is not equal to its range of %s"
                                                .formatted(range.partition(), copying.source())),
                                "hint",
                                new Literal(
                                        "Nothing has changed for the application. Roll back, which drops the partition, and tell us."),
                                "mirror",
                                compared));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
