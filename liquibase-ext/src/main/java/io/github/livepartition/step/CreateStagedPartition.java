// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

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
 */
public record CreateStagedPartition(
        StagedRange range,
        List<String> options,
        Optional<Identifier> tablespace,
        List<Grant> initial,
        List<Grant> grants)
        implements Step {

    public CreateStagedPartition {
        options = List.copyOf(options);
        initial = List.copyOf(initial);
        grants = List.copyOf(grants);
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
                                        tablespace
                                                .map(name -> Sql.of(" TABLESPACE %s", name))
                                                .orElse(Sql.verbatim(""))),
                                "grants",
                                privileges));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
