// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Belonging;
import io.github.livepartition.catalog.Grant;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates the empty partition of a range, with its CHECK, still without indexes and apart.
 *
 * @param options storage parameters
 * @param initial the privileges that a table of the owner has from its creation
 * @param grants those that it is to have
 * @param belongings of the table
 */
public record CreateStagedPartition(
        StagedRange range,
        List<String> options,
        Optional<Identifier> tablespace,
        List<Grant> initial,
        List<Grant> grants,
        List<Belonging> belongings)
        implements Step {

    public CreateStagedPartition {
        options = List.copyOf(options);
        initial = List.copyOf(initial);
        grants = List.copyOf(grants);
        belongings = List.copyOf(belongings);
    }

    @Override
    public String title() {
        return "create partition " + range.partition().name();
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql privileges =
                grants.equals(initial)
                        ? Sql.verbatim("-- nothing was granted")
                        : new SetPrivileges(range.partition(), initial, grants).sql();
        Sql block =
                range.fill(
                        StagedText.CREATE_PARTITION,
                        Map.of(
                                "begin",
                                CopyingParts.begin(range.copying()),
                                "options",
                                Sql.of(
                                        "%s%s",
                                        StorageParameters.with(options),
                                        StorageParameters.in(tablespace)),
                                "grants",
                                privileges,
                                "belongings",
                                Sql.join("\n", given())));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }

    private List<Sql> given() {
        return belongings.stream()
                .flatMap(what -> what.giveToPartition(range.partition()).stream())
                .toList();
    }
}
