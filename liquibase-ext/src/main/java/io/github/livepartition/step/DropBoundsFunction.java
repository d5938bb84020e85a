// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;

/** Drops what is left of {@link Bounds} when the old heap is gone. */
public record DropBoundsFunction(Bounds bounds) implements Step {

    @Override
    public String title() {
        return "drop the function " + bounds.function();
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of("DROP FUNCTION IF EXISTS %s(%s);", bounds.function(), bounds.type());
    }
}
