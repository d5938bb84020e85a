// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Column;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said against the partitions that a copy should have. */
final class LayoutRefusals {

    private static final int SHOWN = 10;

    private LayoutRefusals() {}

    static Finding noHash(QualifiedName table, Column column) {
        return new Finding(
                "table %s cannot be partitioned by hash of %s".formatted(table, column.name()),
                "Its type is %s, which has no hash.".formatted(column.type()),
                "Choose another partitionColumn.");
    }

    static Finding noOrder(QualifiedName table, Column column) {
        return new Finding(
                "table %s cannot be partitioned by a list of %s".formatted(table, column.name()),
                "Its type is %s, which has no order.".formatted(column.type()),
                "Choose another partitionColumn.");
    }

    static Finding noPlaceForNull(QualifiedName table, Identifier column) {
        return new Finding(
                "column %s of table %s may be NULL".formatted(column, table),
                "No partition takes NULL.",
                "Name NULL among the values of a partition, or make the column NOT NULL first.");
    }

    static Finding notAValue(QualifiedName table, Column column, String value, String partition) {
        return new Finding(
                "column %s of table %s cannot have the value %s"
                        .formatted(column.name(), table, new Literal(value)),
                "Its type is %s; the value is one of partition \"%s\"."
                        .formatted(column.type(), partition),
                "Write the values of the column itself, with commas between them.");
    }

    static Finding twice(String value, String one, String other) {
        return new Finding(
                "value %s stands in two partitions".formatted(value),
                "They are \"%s\" and \"%s\".".formatted(one, other),
                "Leave it to one of them.");
    }

    /**
     * @param values more than ten are not all said
     */
    static Finding homeless(QualifiedName table, Identifier column, List<Optional<String>> values) {
        return new Finding(
                "table %s has rows that no partition takes".formatted(table),
                "Column %s is %s%s."
                        .formatted(
                                column,
                                values.stream()
                                        .limit(SHOWN)
                                        .map(LayoutRefusals::text)
                                        .collect(Collectors.joining(", ")),
                                values.size() > SHOWN ? ", and more" : ""),
                "Name the values in a partition, or add one with values: DEFAULT.");
    }

    private static String text(Optional<String> value) {
        return value.map(v -> new Literal(v).sql()).orElse("NULL");
    }

    static Finding sameColumn(QualifiedName table, Identifier column) {
        return new Finding(
                "table %s cannot be partitioned twice by %s".formatted(table, column),
                "It is the partitionColumn of subPartition too.",
                "Choose another partitionColumn for subPartition, or leave subPartition out.");
    }

    static Finding tooManyPartitions(QualifiedName table, int above, int below, int most) {
        return new Finding(
                "table %s would get more than %d partitions".formatted(table, most),
                "It gets %d, and each of them %d.".formatted(above, below),
                "Choose a longer interval, or a smaller modulus.");
    }
}
