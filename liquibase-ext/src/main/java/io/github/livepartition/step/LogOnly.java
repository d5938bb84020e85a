// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;

/** Writes changes to nothing but the change log. */
public record LogOnly(Copying copying) implements Step {

    @Override
    public String title() {
        return "only log the changes of " + copying.source();
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return ChangeFunction.logs(copying);
    }
}
