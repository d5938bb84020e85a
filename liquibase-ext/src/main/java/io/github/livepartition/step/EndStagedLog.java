// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/** Drops what no trigger uses any more: the log, its function, and what stood aside. */
public record EndStagedLog(Copying copying) implements Step {

    @Override
    public String title() {
        return "drop the change log " + copying.log();
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql block =
                copying.fill(
                        """

                        BEGIN
                          ${begin}
                          SET LOCAL synchronous_commit = on;
                          DROP FUNCTION ${log}();
                          DROP TABLE IF EXISTS ${target};
                          DROP TABLE ${log}, ${pages};
                          COMMIT;
                        END
                        """,
                        Map.of("begin", CopyingParts.begin(copying)));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
