// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Column;
import io.github.livepartition.range.GivenName;
import io.github.livepartition.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of a list, as the column has them. */
record ListValues(QualifiedName table, Column column, PartitionBy.ByList by, KeyFacts known) {

    /** What is wrong with them. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        List<String> written = by.values();
        for (int i = 0; i < written.size(); i++) {
            int first = known.equals().isEmpty() ? i : known.equals().get(i);
            if (known.values().get(i).isEmpty()) {
                findings.add(LayoutRefusals.notAValue(table, column, written.get(i), owner(i)));
            } else if (first < i) {
                findings.add(LayoutRefusals.twice(written.get(i), owner(first), owner(i)));
            }
        }
        findings.addAll(alone("NULL", takers(false)));
        findings.addAll(alone("DEFAULT", takers(true)));
        if (findings.isEmpty() && !known.homeless().isEmpty()) {
            findings.add(LayoutRefusals.homeless(table, column.name(), known.homeless()));
        }
        return findings;
    }

    private static List<Finding> alone(String word, List<String> partitions) {
        return partitions.size() < 2
                ? List.of()
                : List.of(LayoutRefusals.twice(word, partitions.get(0), partitions.get(1)));
    }

    /** The partitions that take NULL, once for each time it is written, or what is left. */
    private List<String> takers(boolean rest) {
        return by.partitions().stream()
                .flatMap(
                        partition ->
                                (rest
                                                ? List.of(partition.isRest())
                                                : partition.values().stream()
                                                        .map(Optional::isEmpty)
                                                        .toList())
                                        .stream().filter(it -> it).map(it -> partition.name()))
                .toList();
    }

    /** The partition that the value stands in. */
    private String owner(int value) {
        int before = 0;
        for (PartitionBy.Values partition : by.partitions()) {
            before += (int) partition.values().stream().filter(Optional::isPresent).count();
            if (value < before) {
                return partition.name();
            }
        }
        throw new IllegalArgumentException("there is no value " + value);
    }

    /**
     * @throws IllegalStateException when there are {@link #findings}
     */
    CopyLevel level() {
        if (!findings().isEmpty()) {
            throw new IllegalStateException("the values of the list are not in order");
        }
        List<GivenName> names = new ArrayList<>();
        List<List<Optional<String>>> values = new ArrayList<>();
        int next = 0;
        for (PartitionBy.Values partition : by.partitions()) {
            names.add(new GivenName(partition.name()));
            List<Optional<String>> own = new ArrayList<>();
            for (Optional<String> value : partition.values()) {
                own.add(value.isEmpty() ? value : known.values().get(next++));
            }
            values.add(own);
        }
        return new CopyLevel.Lists(by.column(), names, values);
    }
}
