// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Drops an index of ours, the rest of a build that failed included, while reads and writes go on.
 */
public record DropIndex(QualifiedName table, Identifier index) implements Step {

    @Override
    public String title() {
        return "drop the index " + index;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.shareUpdateExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("DROP INDEX CONCURRENTLY %s;", table.withName(index));
    }

    @Override
    public boolean doneIn(Table now) {
        return now.index(index).isEmpty();
    }
}
