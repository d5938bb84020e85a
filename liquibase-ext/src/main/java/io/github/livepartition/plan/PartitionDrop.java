// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;

/**
 * What the user asks for: the old heap of a table that was converted by {@code attach} is to go.
 *
 * @param detach whether it is only to be taken off, with the rows it has
 */
public record PartitionDrop(QualifiedName table, QualifiedName legacy, boolean detach, Pace pace) {

    /** The bounds function of legacy and the CHECK that calls it. */
    public Identifier boundsName() {
        return legacy.name().suffixed("_bounds");
    }

    public String title() {
        return detach
                ? "take %s off %s".formatted(legacy, table)
                : "drop %s, the old heap of %s".formatted(legacy, table);
    }
}
