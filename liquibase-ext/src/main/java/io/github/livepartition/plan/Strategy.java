// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a table becomes partitioned. */
public sealed interface Strategy {

    /** The old heap becomes the first partition. */
    record Attach(Proof proof) implements Strategy {}

    /**
     * All rows are copied into new partitions, and then the names are switched.
     *
     * @param by how the table is split
     * @param sub how each of its partitions is split further
     * @param reverseLog whether the old heap is kept in step after the switch, so that there is a
     *     way back
     */
    record Copy(PartitionBy by, Optional<PartitionBy> sub, CopyPace pace, boolean reverseLog)
            implements Strategy {

        /** From the table down. */
        public List<PartitionBy> levels() {
            return Stream.concat(Stream.of(by), sub.stream()).toList();
        }

        List<Identifier> columns() {
            return levels().stream().map(PartitionBy::column).distinct().toList();
        }

        /** See {@link PartitionBy#rules}. */
        String rules() {
            return levels().stream()
                    .map(PartitionBy::rules)
                    .collect(Collectors.joining("; then ", "livepartition: ", ""));
        }

        /** Such as {@code range ("at"), then by hash ("id")}. */
        String words() {
            return levels().stream()
                    .map(level -> "%s (%s)".formatted(level.kind(), level.column()))
                    .reduce((above, below) -> above + ", then by " + below)
                    .orElseThrow();
        }
    }
}
