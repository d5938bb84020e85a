// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Only logs what changes from now on. Who began to write before and still writes to both is in step
 * in both.
 */
public record StopMirroring(Copying copying) implements Step {

    @Override
    public String title() {
        return "only log the changes of " + copying.source() + " again";
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql block =
                Sql.fill(
                        TEXT,
                        Map.of(
                                "begin", CopyingParts.begin(copying),
                                "function", ChangeFunction.logs(copying)));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }

    private static final String TEXT =
            """

            BEGIN
              ${begin}
              SET LOCAL synchronous_commit = on;
              ${function}
              COMMIT;
            END
            """;
}
