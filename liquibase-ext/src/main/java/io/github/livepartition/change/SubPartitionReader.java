// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.PartitionBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the element {@code subPartition} to a {@link PartitionBy}. */
record SubPartitionReader(AttributeReader reader, Nested sub) {

    /** Empty when the reader has found something wrong. */
    Optional<PartitionBy> read() {
        AttributeReader own = new AttributeReader();
        LayoutReader level = new LayoutReader(own, sub.texts(), sub.partitions(), true);
        Optional<LayoutReader.Kind> kind = level.kind();
        List<String> missing = missing(kind);
        if (!missing.isEmpty()) {
            reader.add(
                    ChangeRefusals.missingAttributes(
                            "subPartition", missing, NestedKind.SUB_PARTITION.known()));
        }
        Optional<PartitionBy> by =
                sub.text("partitionBy") == null ? Optional.empty() : kind.flatMap(level::read);
        for (Finding finding : own.findings()) {
            reader.add(
                    new Finding(
                            "subPartition: " + finding.message(),
                            finding.detail(),
                            finding.hint()));
        }
        return by;
    }

    private List<String> missing(Optional<LayoutReader.Kind> kind) {
        List<String> needed = new ArrayList<>(NestedKind.SUB_PARTITION.required());
        if (sub.text("partitionBy") != null && kind.isPresent()) {
            switch (kind.get()) {
                case RANGE -> needed.add("interval");
                case HASH -> needed.add("modulus");
                case LIST -> {}
            }
        }
        return needed.stream().filter(name -> sub.text(name) == null).toList();
    }
}
