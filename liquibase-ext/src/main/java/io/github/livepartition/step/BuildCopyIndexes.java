// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Takes out of the copy what has changed meanwhile, and builds its indexes in bulk, partition by
 * partition, a commit after each.
 *
 * @param indexes statements that create the indexes of the partitioned table ONLY
 */
public record BuildCopyIndexes(Copying copying, List<Sql> indexes, Pacing pacing) implements Step {

    public BuildCopyIndexes {
        indexes = List.copyOf(indexes);
    }

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
                                "pacingVariables", Pacing.variables(),
                                "await", pacing.await(copying.source(), begin),
                                "rest", pacing.rest(),
                                "buildKey",
                                        new Literal(
                                                "livepartition build " + copying.target().sql()),
                                "truncate", CopyingParts.truncate(copying),
                                "indexes", Sql.join("\n", indexes)));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
