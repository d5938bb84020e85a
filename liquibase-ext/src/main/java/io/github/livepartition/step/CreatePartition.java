// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Range;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/** Creates an empty partition with the old heap's storage parameters. */
public record CreatePartition(
        QualifiedName parent,
        Identifier partition,
        Span span,
        List<String> options,
        Optional<Identifier> tablespace)
        implements Step {

    public CreatePartition {
        options = List.copyOf(options);
    }

    public CreatePartition(
            QualifiedName parent, Identifier partition, Range range, List<String> options) {
        this(parent, partition, new Span(range), options, Optional.empty());
    }

    @Override
    public String title() {
        return "create partition " + partition;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(parent));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "CREATE TABLE %s PARTITION OF %s\n  %s%s%s;",
                parent.withName(partition),
                parent,
                span.forValues(),
                StorageParameters.with(options),
                StorageParameters.in(tablespace));
    }
}
