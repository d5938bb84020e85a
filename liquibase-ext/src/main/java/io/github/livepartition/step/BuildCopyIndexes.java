// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.IndexText;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Builds the indexes of the copy's partitions in bulk, one after the other, a commit after each.
 */
public record BuildCopyIndexes(Copying copying, Pacing pacing) implements Step {

    @Override
    public String title() {
        return "build the indexes of " + copying.target();
    }

    @Override
    public Work work() {
        return Work.BUILD_INDEX;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql begin = CopyingParts.begin(copying);
        Sql block =
                copying.fill(
                        CopyText.BUILD_INDEXES,
                        Map.of(
                                "begin", begin,
                                "constraint", Sql.verbatim(IndexText.CONSTRAINT),
                                "definition", Sql.verbatim(IndexText.DEFINITION),
                                "pacingVariables", Pacing.variables(),
                                "await", CopyingParts.await(copying, pacing),
                                "rest", pacing.rest(),
                                "buildKey",
                                        new Literal(
                                                "livepartition build " + copying.target().sql())));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
