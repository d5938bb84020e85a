// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Content;
import io.github.livepartition.catalog.Defect;
import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.sql.QualifiedName;

/** What verification says about a table that is not as it should be. */
public final class VerifyRefusals {

    private VerifyRefusals() {}

    public static Finding outside(Content content, String bound) {
        return new Finding(
                "partition %s has rows outside its own bounds".formatted(content.name()),
                "%d rows are not %s.".formatted(content.outside(), bound),
                "A query that names the key does not find them, one that reads everything does. Do not drop or move anything before you know why.");
    }

    public static Finding gap(QualifiedName table, PartitionStatus below, PartitionStatus above) {
        return new Finding(
                "there is a gap between partitions of table %s".formatted(table),
                "%s ends before %s begins: %s, %s."
                        .formatted(below.name(), above.name(), below.bound(), above.bound()),
                "Rows of that range are refused, or go to the default partition. Create a partition for it.");
    }

    public static Finding defect(Defect defect) {
        return switch (defect.kind()) {
            case INVALID_INDEX ->
                    new Finding(
                            "index %s of %s is not valid"
                                    .formatted(defect.other(), defect.relation()),
                            "",
                            "No query uses it. Where a partition lacks its counterpart, build that; else drop it, or REINDEX INDEX CONCURRENTLY.");
            case MISSING_INDEX ->
                    new Finding(
                            "partition %s has no index that belongs to %s"
                                    .formatted(defect.relation(), defect.other()),
                            "",
                            "CREATE INDEX CONCURRENTLY on the partition, and ALTER INDEX … ATTACH PARTITION.");
            case DETACHING ->
                    new Finding(
                            "partition %s is half detached from %s"
                                    .formatted(defect.relation(), defect.other()),
                            "",
                            "ALTER TABLE %s DETACH PARTITION %s FINALIZE"
                                    .formatted(defect.other(), defect.relation()));
            case DETACHED ->
                    new Finding(
                            "%s was made for table %s and is no partition of it"
                                    .formatted(defect.relation(), defect.other()),
                            "",
                            "A move has ended half-way: run the update again, or roll it back.");
        };
    }

    public static Finding changed(QualifiedName table, String before, String now) {
        return new Finding(
                "table %s has other rows than in the baseline".formatted(table),
                "Then: %s. Now: %s.".formatted(before, now),
                "That is right only if somebody has written to it meanwhile.");
    }
}
