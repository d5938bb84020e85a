// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Builds a unique index while reads and writes go on.
 *
 * @param method its definition after the table, as PostgreSQL prints it
 */
public record BuildUniqueIndex(QualifiedName table, Identifier index, Sql method) implements Step {

    @Override
    public String title() {
        return "build the unique index " + index;
    }

    @Override
    public Work work() {
        return Work.BUILD_INDEX;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.shareUpdateExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("CREATE UNIQUE INDEX CONCURRENTLY %s ON %s %s;", index, table, method);
    }

    @Override
    public boolean doneIn(Table now) {
        return now.index(index)
                .filter(i -> i.valid() && i.unique() && i.method().equals(method))
                .isPresent();
    }
}
