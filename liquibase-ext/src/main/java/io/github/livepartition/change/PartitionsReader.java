// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.PartitionBy;
import io.github.livepartition.sql.Identifier;
import java.util.List;
import java.util.Optional;

/**
 * From the elements {@code partition} to what they ask for.
 *
 * @param below whether these are partitions of partitions
 */
record PartitionsReader(AttributeReader reader, List<Nested> partitions, boolean below) {

    /** Those in which nothing is wrong. */
    List<PartitionBy.Values> values() {
        return partitions.stream().flatMap(partition -> values(partition).stream()).toList();
    }

    private Optional<PartitionBy.Values> values(Nested partition) {
        List<String> missing =
                NestedKind.PARTITION.required().stream()
                        .filter(name -> partition.text(name) == null)
                        .toList();
        if (!missing.isEmpty()) {
            reader.add(
                    ChangeRefusals.missingAttributes(
                            "partition", missing, NestedKind.PARTITION.known()));
        }
        Optional<String> name = reader.name("name", partition.text("name")).map(Identifier::value);
        name.ifPresent(text -> relative("name", text));
        Optional<List<Optional<String>>> values =
                reader.read(
                        "values",
                        partition.text("values"),
                        text -> ValueList.parse(text, name.orElse("")));
        return name.flatMap(n -> values.map(v -> new PartitionBy.Values(n, v)));
    }

    /** The DEFAULT partition of a range, which is the only one that is written. */
    Optional<String> rest() {
        Optional<String> rest = Optional.empty();
        for (PartitionBy.Values partition : values()) {
            if (!partition.isRest()) {
                reader.add(NestedRefusals.notDefault(partition.name()));
            } else if (rest.isPresent()) {
                reader.add(NestedRefusals.secondDefault(partition.name()));
            } else {
                rest = Optional.of(partition.name());
            }
        }
        return rest;
    }

    /** What names partitions of partitions must tell those of one from those of another. */
    void relative(String attribute, String text) {
        if (below && !text.contains("{table}")) {
            reader.add(NestedRefusals.notRelative(attribute, text));
        }
    }
}
