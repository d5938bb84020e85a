// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the user says of keys that a partitioned table cannot have as they are. */
public record KeyChoices(List<Unique> unique, Incoming incoming, List<Wider> wider) {

    public static final KeyChoices NONE = new KeyChoices(List.of(), Incoming.REFUSE, List.of());

    public KeyChoices {
        unique = List.copyOf(unique);
        wider = List.copyOf(wider);
    }

    Optional<Unique> of(Identifier name) {
        return unique.stream().filter(choice -> choice.name().equals(name)).findFirst();
    }

    Optional<Wider> of(IncomingForeignKey key) {
        return wider.stream()
                .filter(w -> w.table().equals(key.table()) && w.name().equals(key.name()))
                .findFirst();
    }

    /** As they are said; empty text when nothing is. */
    String words() {
        List<String> said = new ArrayList<>();
        said.add(uniqueWords());
        said.add(
                incoming == Incoming.REFUSE
                        ? ""
                        : "incomingForeignKeys " + incoming.name().toLowerCase(Locale.ROOT));
        said.add(list("foreignKeys", wider, Wider::words));
        return said.stream().filter(words -> !words.isEmpty()).collect(Collectors.joining("; "));
    }

    /** Of unique keys alone. */
    String uniqueWords() {
        return list("uniqueKeys", unique, Unique::words);
    }

    /** In an order of its own, as theirs means nothing. */
    private static <T> String list(String attribute, List<T> choices, Function<T, String> words) {
        return choices.isEmpty()
                ? ""
                : choices.stream()
                        .map(words)
                        .sorted()
                        .collect(Collectors.joining(", ", attribute + " ", ""));
    }

    /**
     * A foreign key of another table that gets the partition columns, too.
     *
     * @param columns those of that table that hold them, in the order of the partition columns
     */
    public record Wider(QualifiedName table, Identifier name, List<Identifier> columns) {

        public Wider {
            columns = List.copyOf(columns);
        }

        String words() {
            return "%s of table %s with (%s)".formatted(name, table, Sql.join(", ", columns));
        }
    }

    /** A unique constraint or unique index, and what becomes of it. */
    public record Unique(Identifier name, Action action) {

        String words() {
            return "%s %s".formatted(name, action.name().toLowerCase(Locale.ROOT));
        }
    }

    /** What becomes of a unique key. */
    public enum Action {
        /** The partition column is appended. */
        EXTEND,
        /** It goes. */
        DROP
    }

    /** What becomes of foreign keys of other tables. */
    public enum Incoming {
        /** The conversion is refused. */
        REFUSE,
        /** They point at the partitioned table from the cut-over on. */
        REPOINT,
        /** They go. */
        DROP
    }
}
