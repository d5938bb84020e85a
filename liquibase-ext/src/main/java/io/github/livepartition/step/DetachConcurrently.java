// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Takes the old heap off while reads and writes go on. It waits until whoever uses the table now
 * has ended, and then locks the old heap alone, which nobody reaches through the table by then.
 *
 * @param pending whether an earlier run was ended while it waited
 */
public record DetachConcurrently(QualifiedName parent, QualifiedName partition, boolean pending)
        implements Step {

    @Override
    public String title() {
        return "detach %s concurrently%s".formatted(partition, pending ? ", the rest" : "");
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.shareUpdateExclusive(parent));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                "ALTER TABLE %s DETACH PARTITION %s %s;",
                parent, partition, Sql.verbatim(pending ? "FINALIZE" : "CONCURRENTLY"));
    }
}
