// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Frees what the slices have left behind, and gathers statistics. */
public record Vacuum(QualifiedName table) implements Step {

    @Override
    public String title() {
        return "vacuum and analyze " + table;
    }

    @Override
    public Work work() {
        return Work.SCAN;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.shareUpdateExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("VACUUM (ANALYZE) %s;", table);
    }
}
