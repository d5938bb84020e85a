// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/** Prints how and where a table is stored. */
final class StorageParameters {

    private StorageParameters() {}

    /** PostgreSQL keeps {@code name=value}; the names are its own, the values anything. */
    static Sql with(List<String> options) {
        return options.isEmpty()
                ? Sql.verbatim("")
                : Sql.of(
                        " WITH (%s)",
                        Sql.join(", ", options.stream().map(StorageParameters::one).toList()));
    }

    /** The database's needs no words: the session's default is that. */
    static Sql in(Optional<Identifier> tablespace) {
        return tablespace
                .map(name -> Sql.of(" TABLESPACE %s", name))
                .orElseGet(() -> Sql.verbatim(""));
    }

    private static Sql one(String option) {
        String[] parts = option.split("=", 2);
        return Sql.of("%s = %s", Sql.verbatim(parts[0]), new Literal(parts[1]));
    }
}
