// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.Optional;

/**
 * How and where an index is stored.
 *
 * @param parameters as in {@code WITH (…)}
 * @param tablespace empty for the database's
 */
public record IndexStorage(Optional<Sql> parameters, Optional<Identifier> tablespace) {

    public static final IndexStorage DEFAULT = in(Optional.empty());

    public static IndexStorage in(Optional<Identifier> tablespace) {
        return new IndexStorage(Optional.empty(), tablespace);
    }

    /** What ends CREATE INDEX. */
    public Sql ofIndex() {
        return ending("TABLESPACE");
    }

    /** What ends the definition of a constraint. */
    public Sql ofConstraint() {
        return ending("USING INDEX TABLESPACE");
    }

    private Sql ending(String words) {
        Sql none = Sql.verbatim("");
        return Sql.of(
                "%s%s",
                parameters.map(p -> Sql.of(" WITH (%s)", p)).orElse(none),
                tablespace.map(name -> Sql.of(" %s %s", Sql.verbatim(words), name)).orElse(none));
    }
}
