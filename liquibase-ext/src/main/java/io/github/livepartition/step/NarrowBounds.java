// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Bound;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Replaces the function's body by the claim that {@link ProveUpperBound} has just made sure of. */
public record NarrowBounds(Bounds bounds, Bound upper) implements Step {

    @Override
    public String title() {
        return "narrow the bounds to below " + upper.text();
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return bounds.function(Sql.of("SELECT v OPERATOR(pg_catalog.<) %s", upper.literal()));
    }
}
