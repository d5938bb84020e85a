// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Creates an index of the partitioned table, still without partitions, from PostgreSQL's own text
 * of the old one.
 */
public record CreateIndex(Identifier index, Sql definition) implements Step {

    @Override
    public String title() {
        return "create index " + index;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of("%s;", definition);
    }
}
