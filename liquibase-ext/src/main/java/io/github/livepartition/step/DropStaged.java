// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/** Drops staged partitions, which nobody but a run of ours has written to. */
public record DropStaged(Copying copying, List<Identifier> partitions) implements Step {

    public DropStaged {
        partitions = List.copyOf(partitions);
    }

    @Override
    public String title() {
        return "drop %s of %s"
                .formatted(
                        partitions.size() == 1
                                ? "partition " + partitions.get(0)
                                : partitions.size() + " partitions",
                        copying.target());
    }

    @Override
    public List<Lock> locks() {
        List<Lock> locks = new ArrayList<>();
        locks.add(Lock.accessExclusive(copying.target()));
        locks.add(new Lock(copying.pages(), LockLevel.ROW_EXCLUSIVE));
        partitions.forEach(name -> locks.add(Lock.accessExclusive(partition(name))));
        return locks;
    }

    private QualifiedName partition(Identifier name) {
        return copying.target().withName(name);
    }

    @Override
    public Sql sql() {
        Sql names = Sql.join(", ", partitions.stream().map(n -> new Literal(n.value())).toList());
        return Sql.of(
                "DROP TABLE IF EXISTS %s;\nDELETE FROM %s WHERE name IN (%s);",
                Sql.join(", ", partitions.stream().map(this::partition).toList()),
                copying.pages(),
                names);
    }
}
