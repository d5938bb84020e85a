// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.UniqueKey;
import io.github.livepartition.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the application has to know of the keys that change. */
final class KeyNotes {

    private KeyNotes() {}

    static List<String> of(Conversion conversion, Keys keys, Table table) {
        List<String> notes = new ArrayList<>();
        UniqueKeys unique = new UniqueKeys(conversion, keys);
        for (UniqueKey key : unique.changed()) {
            String on = key.on().text();
            notes.add(
                    unique.isDropped(key.name())
                            ? "Unique %s %s is dropped: (%s) is unique no longer, ON CONFLICT (%s) fails, an ORM must not take it for a key, and look-ups by it need an index of their own."
                                    .formatted(key.kind(), key.name(), on, on)
                            : "Unique %s %s becomes (%s, %s): (%s) alone is unique no longer, and ON CONFLICT, the upserts and unique fields of an ORM too, must name all of these."
                                    .formatted(key.kind(), key.name(), on, names(conversion), on));
        }
        List<IncomingForeignKey> incoming = table.incomingForeignKeys();
        if (!incoming.isEmpty() && conversion.keys().incoming() == KeyChoices.Incoming.REPOINT) {
            notes.add(
                    "Foreign keys of other tables point at the partitioned table from the cut-over on, and are validated after it: %s."
                            .formatted(words(incoming)));
        }
        if (!incoming.isEmpty() && conversion.keys().incoming() == KeyChoices.Incoming.DROP) {
            notes.add(
                    "Foreign keys of other tables are dropped, until a rollback: %s. Nothing checks them, cascades or keeps a row from being deleted then."
                            .formatted(words(incoming)));
        }
        return notes;
    }

    private static String words(List<IncomingForeignKey> keys) {
        return keys.stream().map(IncomingForeignKey::words).collect(Collectors.joining(", "));
    }

    private static String names(Conversion conversion) {
        return conversion.partitionColumns().stream()
                .map(Identifier::sql)
                .collect(Collectors.joining(", "));
    }
}
