// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Bound;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Attaches the old heap; the narrowed bounds check implies the bounds, so PostgreSQL scans nothing.
 */
public record AttachPartition(QualifiedName parent, QualifiedName partition, Bound upper)
        implements Step {

    @Override
    public String title() {
        return "attach " + partition;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(partition));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "ALTER TABLE %s ATTACH PARTITION %s\n  FOR VALUES FROM (MINVALUE) TO (%s);",
                parent, partition, upper.literal());
    }
}
