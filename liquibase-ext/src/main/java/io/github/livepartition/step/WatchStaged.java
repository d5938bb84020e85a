// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Gives the staged partitions the triggers that log what changes in them after the switch; until
 * then these do nothing. Nobody but a run of ours writes there yet, so that nobody waits.
 */
public record WatchStaged(Copying copying, List<QualifiedName> partitions) implements Step {

    public WatchStaged {
        partitions = List.copyOf(partitions);
    }

    @Override
    public String title() {
        return "prepare the way back: triggers of %d partitions".formatted(partitions.size());
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql triggers =
                Sql.join(
                        "\n",
                        partitions.stream()
                                .map(name -> ChangeTriggers.ofPartition(copying, name))
                                .toList());
        Sql block =
                Sql.fill(TEXT, Map.of("begin", CopyingParts.begin(copying), "triggers", triggers));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }

    private static final String TEXT =
            """

            BEGIN
              ${begin}
              SET LOCAL synchronous_commit = on;
              ${triggers}
              COMMIT;
            END
            """;
}
