// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Takes a trigger off the old heap; {@link CreateTrigger} puts it on the partitioned table, which
 * gives it to each partition.
 */
public record DropTrigger(QualifiedName table, Identifier trigger) implements Step {

    @Override
    public String title() {
        return "drop trigger " + trigger + " of the old heap";
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.accessExclusive(table));
    }

    @Override
    public Sql sql() {
        return Sql.of("DROP TRIGGER %s ON %s;", trigger, table);
    }
}
