// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Brings into the copy what has changed while it was filled, as long as it has no index, and then
 * creates the indexes of the partitioned table, those of its partitions not yet.
 *
 * @param indexes statements that create the indexes of the partitioned table ONLY
 */
public record RefreshCopy(Copying copying, List<Sql> indexes) implements Step {

    public RefreshCopy {
        indexes = List.copyOf(indexes);
    }

    @Override
    public String title() {
        return "bring what has changed meanwhile into " + copying.target();
    }

    @Override
    public Work work() {
        return Work.COPY;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql block =
                copying.fill(
                        CopyText.REFRESH,
                        Map.of(
                                "beginFixed", CopyingParts.beginFixed(copying),
                                "truncate", CopyingParts.truncate(copying),
                                "indexes", Sql.join("\n", indexes)));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
