// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the reader of a conversion's script must know before it runs. */
final class ConversionNotes {

    private static final Duration FAR = Duration.ofDays(3653);

    private ConversionNotes() {}

    static List<String> of(Conversion conversion, Facts facts, Optional<Layout> layout) {
        Table table = facts.table().orElseThrow();
        List<String> notes = new ArrayList<>();
        if (table.kind() == RelationKind.TABLE) {
            notes.add(
                    "The old heap becomes the partition %s; no row is copied or moved."
                            .formatted(conversion.legacy()));
            var memory = CutOver.memory(conversion, facts);
            if (!memory.primaryKey().isEmpty()) {
                notes.add(
                        "The primary key becomes (%s): ON CONFLICT must name these columns, and (%s) alone is unique no longer."
                                .formatted(
                                        names(conversion.primaryKeyColumns()),
                                        names(memory.primaryKey())));
            }
            notes.addAll(KeyNotes.of(conversion, facts.keys(), table));
            if (!table.foreignKeys().isEmpty()) {
                notes.add(
                        "Foreign keys live on the partitions while %s exists."
                                .formatted(conversion.legacy()));
            }
            if (!facts.keysRead()) {
                notes.add(
                        "The greatest key was not read: no index leads with %s yet."
                                .formatted(conversion.partitionColumn()));
            }
        }
        layout.filter(l -> isFarAhead(facts, l))
                .ifPresent(
                        l ->
                                notes.add(
                                        "The boundary %s is more than ten years ahead: look at the greatest key, and at keyUnit."
                                                .formatted(l.scheme().text(l.boundary()))));
        return notes;
    }

    /** As it is where milliseconds are taken for seconds. */
    private static boolean isFarAhead(Facts facts, Layout layout) {
        return layout.scheme()
                .at(facts.server().now().plus(FAR))
                .filter(far -> layout.boundary().compareTo(far) > 0)
                .isPresent();
    }

    private static String names(List<Identifier> names) {
        return String.join(", ", names.stream().map(Identifier::value).toList());
    }
}
