// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The texts of the refusals of staged moves. */
final class StageRefusals {

    private StageRefusals() {}

    static Finding overlaps(String wanted, QualifiedName partition, String range) {
        return new Finding(
                "the range %s overlaps partition %s".formatted(wanted, partition),
                "It is staged with %s.".formatted(range),
                "Set from and to beside it, or roll that change back first.");
    }

    static Finding underWay(QualifiedName partition, String range) {
        return new Finding(
                "partition %s is not complete".formatted(partition),
                "A run that staged %s was interrupted, and only one partition at a time can be on its way."
                        .formatted(range),
                "Run that change again, or roll it back.");
    }

    static Finding mirrored(QualifiedName legacy) {
        return new Finding(
                "the switch of table %s is being prepared".formatted(legacy),
                "completeMove was interrupted; every change is written to both until it ends.",
                "Run completeMove again, or roll it back.");
    }

    static Finding switched(QualifiedName table, QualifiedName legacy) {
        return new Finding(
                "the staged ranges of table %s are in use".formatted(table),
                "completeMove has put them in the place of %s.".formatted(legacy),
                "Roll completeMove back first.");
    }

    static Finding structureChanged(QualifiedName table, QualifiedName staging) {
        return new Finding(
                "the columns, checks or indexes of table %s have changed since ranges were staged"
                        .formatted(table),
                "The partitions of %s have the old ones.".formatted(staging),
                "Undo the change, or roll back what is staged and begin again.");
    }

    static Finding unwatched(QualifiedName legacy) {
        return new Finding(
                "what changes in table %s is not logged".formatted(legacy),
                "A trigger of ours was dropped or disabled there since ranges were staged.",
                "Roll back what is staged, and begin again.");
    }

    static Finding gone(QualifiedName partition) {
        return new Finding(
                "partition %s is not where it was staged".formatted(partition),
                "It has been dropped, detached or renamed since.",
                "Roll back the change that staged it, and run it again.");
    }

    static Finding nothingStaged(QualifiedName table, QualifiedName legacy) {
        return new Finding(
                "nothing is staged of table %s".formatted(legacy),
                "completeMove ends what moveRangeToPartition with mode stage has begun on %s."
                        .formatted(table),
                "Check tableName and legacyTableName, and stage its ranges first.");
    }

    static Finding missing(QualifiedName legacy, Map<Span, Long> gaps) {
        return new Finding(
                "%s has rows that are not staged".formatted(legacy),
                gaps.entrySet().stream()
                        .map(gap -> "%s from %s".formatted(rows(gap.getValue()), gap.getKey()))
                        .collect(Collectors.joining("; ", "There are ", ".")),
                "Stage these ranges with moveRangeToPartition, or set remainder to partition.");
    }

    private static String rows(long rows) {
        return rows > StageFacts.MOST
                ? "more than %d rows".formatted(StageFacts.MOST)
                : rows == 1 ? "1 row" : "%d rows".formatted(rows);
    }

    static Finding incomplete(QualifiedName partition) {
        return new Finding(
                "partition %s is not complete".formatted(partition),
                "The run that staged it was interrupted.",
                "Run that change again, or roll it back.");
    }

    static Finding inTheWay(
            QualifiedName table, QualifiedName legacy, List<Identifier> partitions) {
        return new Finding(
                "table %s cannot be given back its old heap".formatted(table),
                "Where %s was there is now %s."
                        .formatted(
                                legacy,
                                partitions.stream()
                                        .map(Identifier::sql)
                                        .collect(Collectors.joining(", "))),
                "Detach it first, or keep what was moved.");
    }

    static Finding notComplete(QualifiedName table) {
        return new Finding(
                "the move of table %s is not complete".formatted(table),
                "completeMove was interrupted, or rolled back in part.",
                "Run completeMove, or its rollback, again.");
    }

    static Finding staged(QualifiedName legacy) {
        return new Finding(
                "ranges of table %s are staged".formatted(legacy),
                "Its changes are logged for them.",
                "Complete the move with completeMove, or roll back what is staged.");
    }
}
