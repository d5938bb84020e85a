// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A foreign key of the table.
 *
 * @param definition {@code pg_get_constraintdef}, whole
 * @param toPartitioned whether the table that it references is partitioned
 */
public record ForeignKey(
        Identifier name,
        Sql definition,
        List<Identifier> columns,
        QualifiedName references,
        boolean toPartitioned,
        Optional<String> comment) {

    private static final String NOT_VALID = " NOT VALID";

    public ForeignKey {
        columns = List.copyOf(columns);
    }

    public boolean isValid() {
        return !definition.text().endsWith(NOT_VALID);
    }

    /** The key without the words that say that it is not proved. */
    public ForeignKey valid() {
        String text = definition.text();
        return isValid()
                ? this
                : new ForeignKey(
                        name,
                        Sql.verbatim(text.substring(0, text.length() - NOT_VALID.length())),
                        columns,
                        references,
                        toPartitioned,
                        comment);
    }
}
