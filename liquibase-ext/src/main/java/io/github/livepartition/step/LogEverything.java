// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Logs every row there is, and mirrors no more. Where the table was emptied and its mirror could
 * not be, the rows that were mirrored since are in no log; there are few, so all of them are looked
 * at again.
 */
public record LogEverything(Copying copying) implements Step {

    @Override
    public String title() {
        return "log every row of %s, which was emptied".formatted(copying.source());
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
                        TEXT,
                        Map.of(
                                "begin", CopyingParts.begin(copying),
                                "function", ChangeFunction.logs(copying),
                                "writers", CopyingParts.awaitWriters(copying)));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }

    private static final String TEXT =
            """

            #variable_conflict use_column
            DECLARE
              writers pg_catalog.text[];
            BEGIN
              ${begin}
              ${function}
              ${begin}
              -- whoever still mirrors must have ended, for his rows to be seen
              ${writers}
              INSERT INTO ${log} (bucket, ${logColumns}) SELECT ${sourceBucket}, ${sourceKeys} FROM ${source} AS s;
              COMMIT;
            END
            """;
}
