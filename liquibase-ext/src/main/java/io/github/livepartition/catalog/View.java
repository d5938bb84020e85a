// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * A view that reads the table directly.
 *
 * @param definition {@code pg_get_viewdef} with an empty search path, whole
 * @param options {@code reloptions}, as {@code name=value}
 */
public record View(QualifiedName name, Identifier owner, Sql definition, List<String> options) {
    public View {
        options = List.copyOf(options);
    }
}
