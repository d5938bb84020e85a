// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Creates the partitioned table that stands aside and takes up the ranges that are staged, with the
 * table's columns, defaults, CHECKs, comments and indexes.
 *
 * @param indexes statements that create its indexes
 */
public record CreateStaging(Copying copying, List<Sql> indexes) implements Step {

    public CreateStaging {
        indexes = List.copyOf(indexes);
    }

    @Override
    public String title() {
        return "create " + copying.target() + " for the ranges that are staged";
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql block =
                copying.fill(
                        StagedText.CREATE,
                        Map.of(
                                "begin", CopyingParts.begin(copying),
                                "table", copying.table(),
                                "keyColumn", copying.within().key().orElseThrow(),
                                "indexes", Sql.join("\n", indexes)));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
