// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.KeyChoices;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** From what a changelog says of keys to {@link KeyChoices}. */
record KeysReader(AttributeReader reader, List<Nested> keys, List<Nested> foreign) {

    /** What can be read; the reader takes what is wrong. */
    KeyChoices read(String incoming, Optional<QualifiedName> table) {
        Set<Identifier> seen = new HashSet<>();
        List<KeyChoices.Unique> unique =
                keys.stream().flatMap(key -> choice(key).stream()).toList();
        for (KeyChoices.Unique choice : unique) {
            if (!seen.add(choice.name())) {
                reader.add(NestedRefusals.uniqueKeyTwice(choice.name()));
            }
        }
        KeyChoices.Incoming policy =
                reader.read("incomingForeignKeys", incoming, KeysReader::incoming)
                        .orElse(KeyChoices.Incoming.REFUSE);
        if (!foreign.isEmpty() && policy != KeyChoices.Incoming.REPOINT) {
            reader.add(NestedRefusals.foreignKeysWithoutRepoint());
        }
        return new KeyChoices(
                unique,
                policy,
                foreign.stream().flatMap(key -> wider(key, table).stream()).toList());
    }

    private Optional<KeyChoices.Wider> wider(Nested key, Optional<QualifiedName> referenced) {
        checkMissing(NestedKind.FOREIGN_KEY, key);
        Optional<Identifier> schema =
                reader.name("schemaName", key.text("schemaName"))
                        .or(() -> referenced.map(QualifiedName::schema));
        Optional<Identifier> table = reader.name("tableName", key.text("tableName"));
        Optional<Identifier> name = reader.name("name", key.text("name"));
        Optional<List<Identifier>> columns = reader.names("columns", key.text("columns"));
        return schema.flatMap(s -> table.map(t -> new QualifiedName(s, t)))
                .flatMap(t -> name.flatMap(n -> columns.map(c -> new KeyChoices.Wider(t, n, c))));
    }

    private void checkMissing(NestedKind kind, Nested key) {
        List<String> missing =
                kind.required().stream().filter(name -> key.text(name) == null).toList();
        if (!missing.isEmpty()) {
            reader.add(ChangeRefusals.missingAttributes(kind.word(), missing, kind.known()));
        }
    }

    private Optional<KeyChoices.Unique> choice(Nested key) {
        checkMissing(NestedKind.UNIQUE_KEY, key);
        Optional<Identifier> name = reader.name("name", key.text("name"));
        Optional<KeyChoices.Action> action =
                reader.read("action", key.text("action"), KeysReader::action);
        return name.flatMap(n -> action.map(a -> new KeyChoices.Unique(n, a)));
    }

    private static KeyChoices.Action action(String text) {
        return switch (word(text)) {
            case "extend" -> KeyChoices.Action.EXTEND;
            case "drop" -> KeyChoices.Action.DROP;
            default -> throw NestedRefusals.action(text);
        };
    }

    private static KeyChoices.Incoming incoming(String text) {
        return switch (word(text)) {
            case "refuse" -> KeyChoices.Incoming.REFUSE;
            case "repoint" -> KeyChoices.Incoming.REPOINT;
            case "drop" -> KeyChoices.Incoming.DROP;
            default -> throw NestedRefusals.incoming(text);
        };
    }

    private static String word(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
