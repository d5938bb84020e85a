// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Completion;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.Staged;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.Pacing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import liquibase.change.ChangeMetaData;
import liquibase.change.DatabaseChange;
import liquibase.change.DatabaseChangeProperty;

/** Puts the ranges that were staged in the place of the old heap. */
@DatabaseChange(
        name = "completeMove",
        description =
                "Puts the ranges that moveRangeToPartition has staged in the place of the old heap, in one short transaction that moves no row",
        priority = ChangeMetaData.PRIORITY_DEFAULT,
        appliesTo = "table")
public class CompleteMoveChange extends PacedChange {

    private static final List<String> KNOWN =
            List.of(
                    "schemaName",
                    "tableName",
                    "legacyTableName",
                    "remainder",
                    "timeZone",
                    "pause",
                    "between",
                    "maxReplicaLag",
                    "lockTimeout",
                    "lockRetryFor");

    private static final String PARTITION = "partition";

    private String remainder;

    @Override
    List<String> known() {
        return KNOWN;
    }

    @Override
    Optional<Request> request(AttributeReader reader, Optional<QualifiedName> table, Pace pace) {
        boolean rest =
                reader.read("remainder", remainder, CompleteMoveChange::remainder).isPresent();
        Pacing pacing = new PacingReader(this, reader).pacing();
        return LegacyName.read(reader, getLegacyTableName(), table)
                .map(
                        legacy ->
                                new CompletionRequest(
                                        new Completion(
                                                new Staged(table.get(), legacy),
                                                rest,
                                                pacing,
                                                pace)));
    }

    private static String remainder(String text) {
        if (!text.strip().toLowerCase(Locale.ROOT).equals(PARTITION)) {
            throw ChangeRefusals.notOneOf("remainder", text, List.of(PARTITION));
        }
        return PARTITION;
    }

    @Override
    public String getConfirmationMessage() {
        return "the staged ranges of table %s are in the place of its old heap"
                .formatted(getTableName());
    }

    @DatabaseChangeProperty(
            description =
                    "partition: what no range was staged of gets partitions of its own, with or without rows, so that afterwards every key has a place that had one. Without it rows outside the staged ranges are refused",
            exampleValue = "partition",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getRemainder() {
        return remainder;
    }

    public void setRemainder(String remainder) {
        this.remainder = remainder;
    }
}
