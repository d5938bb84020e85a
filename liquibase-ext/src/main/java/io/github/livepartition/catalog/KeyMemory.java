// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The keys that a conversion has changed or dropped, as they were.
 *
 * @param unique unique indexes of the table; those that were extended have their {@code wider}
 * @param incoming foreign keys of other tables
 * @param dropped whether these were dropped and not pointed at the converted table
 * @param begun what the change said of keys, in its words; empty text for nothing
 */
public record KeyMemory(
        List<UniqueKey> unique, List<IncomingForeignKey> incoming, boolean dropped, String begun) {

    public static final KeyMemory NOTHING = begun("");

    public KeyMemory {
        unique = List.copyOf(unique);
        incoming = List.copyOf(incoming);
    }

    /** Before any key has changed. */
    public static KeyMemory begun(String words) {
        return new KeyMemory(List.of(), List.of(), false, words);
    }

    KeyMemory with(boolean nowDropped) {
        return new KeyMemory(unique, incoming, nowDropped, begun);
    }

    public boolean isEmpty() {
        return unique.isEmpty() && incoming.isEmpty() && begun.isEmpty();
    }

    /** A member of a JSON object with a comma before it; empty text when there is nothing. */
    public String json() {
        return isEmpty()
                ? ""
                : ", \"keys\": {\"unique\": [%s], \"incoming\": [%s], \"dropped\": %s, \"begun\": %s}"
                        .formatted(
                                unique.stream()
                                        .map(KeyMemory::json)
                                        .collect(Collectors.joining(", ")),
                                incoming.stream()
                                        .map(KeyMemory::json)
                                        .collect(Collectors.joining(", ")),
                                dropped,
                                Json.text(begun));
    }

    private static String json(UniqueKey key) {
        return "{\"name\": %s, \"method\": %s, \"constraint\": %s, \"wider\": %s, \"deferral\": %s, \"terms\": [%s], \"condition\": %s, \"nullsEqual\": %s, \"comment\": %s, \"constraintComment\": %s}"
                .formatted(
                        Json.text(key.name().value()),
                        Json.text(key.method().text()),
                        Json.text(key.constraint().map(Sql::text)),
                        Json.text(key.wider().map(Sql::text)),
                        Json.text(key.deferral().text()),
                        key.terms().stream()
                                .map(term -> Json.text(term.text()))
                                .collect(Collectors.joining(", ")),
                        Json.text(key.condition().map(Sql::text)),
                        key.nullsEqual(),
                        Json.text(key.comment()),
                        Json.text(key.constraintComment()));
    }

    private static String json(IncomingForeignKey key) {
        return "{\"schema\": %s, \"table\": %s, \"name\": %s, \"definition\": %s, \"columns\": [%s], \"references\": [%s], \"rest\": %s, \"comment\": %s}"
                .formatted(
                        Json.text(key.table().schema().value()),
                        Json.text(key.table().name().value()),
                        Json.text(key.name().value()),
                        Json.text(key.definition().text()),
                        json(key.columns()),
                        json(key.references()),
                        Json.text(key.rest().map(Sql::text)),
                        Json.text(key.comment()));
    }

    private static String json(List<Identifier> names) {
        return names.stream()
                .map(name -> Json.text(name.value()))
                .collect(Collectors.joining(", "));
    }
}
