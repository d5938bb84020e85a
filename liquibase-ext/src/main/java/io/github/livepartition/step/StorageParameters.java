// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Prints {@code reloptions} as a WITH clause. */
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

    private static Sql one(String option) {
        String[] parts = option.split("=", 2);
        return Sql.of("%s = %s", Sql.verbatim(parts[0]), new Literal(parts[1]));
    }
}
