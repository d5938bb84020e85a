// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Copies the rows of a range in the order of the key, in batches, each a transaction with a
 * snapshot of its own. How far it is stands in a table of ours and commits with the rows.
 *
 * @param batchRows rows of a batch; rows of one key value stay together
 */
public record CopyRange(StagedRange range, long batchRows, Pacing pacing) implements Step {

    @Override
    public String title() {
        return "copy the rows of " + range.partition().name();
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
        Sql begin = CopyingParts.begin(range.copying());
        Sql block =
                range.fill(
                        StagedText.COPY_RANGE,
                        Map.of(
                                "begin",
                                begin,
                                "pacingVariables",
                                Pacing.variables(),
                                "await",
                                CopyingParts.await(range.copying(), pacing),
                                "rest",
                                pacing.rest(),
                                "dropped",
                                new Literal(
                                        "What was copied to %s was dropped, to give back its space."
                                                .formatted(range.partition())),
                                "batchRows",
                                Sql.verbatim(Long.toString(batchRows))));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
