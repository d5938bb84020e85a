// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/** Replays the change log until little is left, and from then on writes every change to both. */
public record MirrorChanges(Copying copying) implements Step {

    @Override
    public String title() {
        return "replay the changes in " + copying.target() + ", and mirror them from then on";
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
                Sql.fill(
                        TEXT,
                        Map.of(
                                "replay", Replay.logged(copying, Pacing.NONE),
                                "pacingVariables", Pacing.variables(),
                                "begin", CopyingParts.begin(copying),
                                "mirror", ChangeFunction.mirrors(copying)));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }

    private static final String TEXT =
            """

            #variable_conflict use_column
            DECLARE
              batch bigint;
              upto bigint;
              pending bigint;
              replayed bigint := 0;
              ${pacingVariables}
            BEGIN
              ${replay}
              ${begin}
              SET LOCAL synchronous_commit = on;
              ${mirror}
              RAISE NOTICE '% changes replayed', replayed;
              COMMIT;
            END
            """;
}
