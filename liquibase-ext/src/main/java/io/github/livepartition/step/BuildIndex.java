// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.IndexStorage;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Builds a b-tree while reads and writes go on. */
public record BuildIndex(
        QualifiedName table,
        Identifier index,
        boolean unique,
        List<Identifier> columns,
        IndexStorage storage)
        implements Step {

    public BuildIndex {
        columns = List.copyOf(columns);
    }

    @Override
    public String title() {
        return "build the index " + index;
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
        return Sql.of(
                "CREATE %sINDEX CONCURRENTLY %s ON %s (%s)%s;",
                Sql.verbatim(unique ? "UNIQUE " : ""),
                index,
                table,
                Sql.join(", ", columns),
                storage.ofIndex());
    }

    @Override
    public boolean doneIn(Table now) {
        return now.index(index)
                .filter(i -> i.valid() && i.unique() == unique && i.isOn(columns))
                .isPresent();
    }
}
