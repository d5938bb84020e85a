// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A sequence that belongs to a column.
 *
 * @param identity {@code ALWAYS} or {@code BY DEFAULT} for an identity column, empty for a serial
 *     one
 * @param options START, INCREMENT, MINVALUE, MAXVALUE, CACHE and CYCLE as SQL
 * @param initialGrants what a new sequence of the owner would have
 */
public record Sequence(
        QualifiedName name,
        Identifier column,
        Optional<Sql> identity,
        Sql options,
        List<Grant> initialGrants,
        List<Grant> grants,
        Optional<String> comment) {
    public Sequence {
        initialGrants = List.copyOf(initialGrants);
        grants = List.copyOf(grants);
    }
}
