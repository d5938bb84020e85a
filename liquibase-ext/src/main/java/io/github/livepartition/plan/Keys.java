// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.KeyMemory;
import io.github.livepartition.catalog.UniqueKey;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a planner knows of unique keys, and of the foreign keys of other tables.
 *
 * @param unique the unique indexes of the table that are no primary key
 * @param missingRights what lacks to make the foreign keys of other tables anew
 * @param types the types of the columns of other tables that are to be in foreign keys, of those
 *     that there are
 * @param memory the keys that the conversion has changed, where it is done
 * @param doubled values, at most ten of each, by which one of these could not be unique again
 */
public record Keys(
        List<UniqueKey> unique,
        List<String> missingRights,
        Map<Column, String> types,
        KeyMemory memory,
        Map<Identifier, List<String>> doubled) {

    public static final Keys UNREAD =
            new Keys(List.of(), List.of(), Map.of(), KeyMemory.NOTHING, Map.of());

    /** Of another table. */
    public record Column(QualifiedName table, Identifier column) {}

    public Keys {
        types = Map.copyOf(types);
        unique = List.copyOf(unique);
        missingRights = List.copyOf(missingRights);
        doubled = Map.copyOf(doubled);
    }

    Optional<UniqueKey> unique(Identifier name) {
        return unique.stream().filter(key -> key.name().equals(name)).findFirst();
    }
}
