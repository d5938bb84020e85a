// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Copies the rows in the order of the heap, in batches of pages, each a transaction with a snapshot
 * of its own. How far it is stands in a table of ours and commits with the rows.
 *
 * @param batchPages pages of a batch
 */
public record CopyRows(Copying copying, int batchPages, Pacing pacing) implements Step {

    @Override
    public String title() {
        return "copy the rows of " + copying.source() + " to " + copying.target();
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
        Sql begin = CopyingParts.begin(copying);
        Sql block =
                copying.fill(
                        CopyText.COPY_ROWS,
                        Map.of(
                                "begin", begin,
                                "pacingVariables", Pacing.variables(),
                                "await", CopyingParts.await(copying, pacing),
                                "rest", pacing.rest(),
                                "wasRewritten",
                                        new Literal(
                                                "table %s was rewritten while it was copied"
                                                        .formatted(copying.source())),
                                "batchPages", Sql.verbatim(Integer.toString(batchPages))));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
