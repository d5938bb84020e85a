// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Bound;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * Attaches the old heap; the narrowed bounds check implies the bounds, so PostgreSQL scans nothing.
 *
 * @param bound {@code FOR VALUES …}
 */
public record AttachPartition(QualifiedName parent, QualifiedName partition, Sql bound)
        implements Step {

    public AttachPartition(QualifiedName parent, QualifiedName partition, Bound upper) {
        this(parent, partition, new Span(Optional.empty(), Optional.of(upper)).forValues());
    }

    @Override
    public String title() {
        return "attach " + partition;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.shareUpdateExclusive(parent), Lock.accessExclusive(partition));
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER TABLE %s ATTACH PARTITION %s\n  %s;", parent, partition, bound);
    }
}
