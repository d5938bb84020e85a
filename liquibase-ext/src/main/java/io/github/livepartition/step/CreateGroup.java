// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Creates a partition that staged partitions share while they change their place. */
public record CreateGroup(QualifiedName parent, QualifiedName group, Identifier key, Span span)
        implements Step {

    @Override
    public String title() {
        return "create " + group + " for some partitions";
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(parent));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "CREATE TABLE %s PARTITION OF %s\n  %s PARTITION BY RANGE (%s);",
                group, parent, span.forValues(), key);
    }
}
