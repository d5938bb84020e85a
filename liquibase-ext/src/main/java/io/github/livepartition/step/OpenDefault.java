// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Takes back what {@link ClaimDefault} has claimed: where a partition is dropped, its keys go to
 * the default partition.
 *
 * @param type of the key
 */
public record OpenDefault(QualifiedName partition, Sql type) implements Step {

    @Override
    public String title() {
        return "let the default partition %s take every key again".formatted(partition);
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return new MoveCheck(partition, type)
                .fill(DefaultText.OPEN, Map.of("function", Sql.verbatim("helper")));
    }
}
