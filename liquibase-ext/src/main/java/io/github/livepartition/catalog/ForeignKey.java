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
 */
public record ForeignKey(
        Identifier name,
        Sql definition,
        List<Identifier> columns,
        QualifiedName references,
        Optional<String> comment) {

    public ForeignKey {
        columns = List.copyOf(columns);
    }
}
