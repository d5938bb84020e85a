// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Range;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Creates an empty partition with the old heap's storage parameters. */
public record CreatePartition(
        QualifiedName parent, Identifier partition, Range range, List<String> options)
        implements Step {

    @Override
    public String title() {
        return "create partition " + partition;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "CREATE TABLE %s PARTITION OF %s\n  %s%s;",
                parent.withName(partition),
                parent,
                range.forValues(),
                StorageParameters.with(options));
    }

    public CreatePartition {
        options = List.copyOf(options);
    }
}
