// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Sequence;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Makes a serial column's sequence belong to another table; its value and name stay. */
public record MoveSerial(Sequence sequence, QualifiedName to) implements Step {

    @Override
    public String title() {
        return "give sequence " + sequence.name() + " to " + to;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of("ALTER SEQUENCE %s OWNED BY %s.%s;", sequence.name(), to, sequence.column());
    }
}
