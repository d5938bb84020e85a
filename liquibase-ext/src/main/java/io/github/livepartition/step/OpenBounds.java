// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;

/** Lets every key pass again. */
public record OpenBounds(Bounds bounds) implements Step {

    @Override
    public String title() {
        return "open the bounds";
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return bounds.function(Bounds.OPEN);
    }
}
