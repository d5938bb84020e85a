// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;

/** Gives the copy partitions for keys that have come since it was made. */
public record AddPartitions(Copying copying, List<MorePartitions> partitions, List<String> options)
        implements Step {

    public AddPartitions {
        partitions = List.copyOf(partitions);
        options = List.copyOf(options);
    }

    @Override
    public String title() {
        return "create %d more partitions of %s"
                .formatted(
                        partitions.stream().mapToInt(MorePartitions::count).sum(),
                        copying.target());
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql block =
                Sql.of(
                        "\nBEGIN\n%s\n%s\n%s\nEND\n",
                        CopyingParts.begin(copying),
                        Sql.join(
                                "\n",
                                partitions.stream()
                                        .map(
                                                more ->
                                                        NewPartition.create(
                                                                copying.target(),
                                                                more.parent(),
                                                                more.partitions(),
                                                                options))
                                        .toList()),
                        CopyingParts.copyAlone(copying));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
