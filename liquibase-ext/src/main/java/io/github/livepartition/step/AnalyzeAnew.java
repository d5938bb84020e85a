// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Gathers the statistics of the partitioned table again, now that rows have moved. */
public record AnalyzeAnew(QualifiedName table) implements Step {

    @Override
    public String title() {
        return "analyze " + table;
    }

    @Override
    public Work work() {
        return Work.PROBE;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.shareUpdateExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("ANALYZE %s;", table);
    }
}
