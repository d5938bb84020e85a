// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Puts the rows written after the conversion back into the old heap, which is detached by now. */
public record ReturnRows(
        QualifiedName from,
        QualifiedName to,
        List<Identifier> columns,
        int most,
        List<QualifiedName> referenced)
        implements Step {

    @Override
    public String title() {
        return "return the rows of the other partitions, at most " + most;
    }

    @Override
    public Work work() {
        return Work.COPY;
    }

    @Override
    public List<Lock> locks() {
        return Lock.all(
                List.of(
                        new Lock(from, LockLevel.ACCESS_SHARE),
                        new Lock(to, LockLevel.ROW_EXCLUSIVE)),
                referenced,
                LockLevel.ROW_SHARE);
    }

    @Override
    public Sql sql() {
        Sql names = Sql.join(", ", columns);
        return Sql.of(
                """
        SELECT pg_catalog.count(*) INTO returned FROM (SELECT FROM %s LIMIT %s) AS returning_rows;
        IF returned > %s THEN
          RAISE EXCEPTION USING ERRCODE = 'program_limit_exceeded', MESSAGE = %s,
            HINT = 'Run it again: the slices before this stage take back what is too much for one transaction.';
        END IF;
        INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s;
        GET DIAGNOSTICS returned = ROW_COUNT;
                SET CONSTRAINTS ALL IMMEDIATE;
        IF returned <> (SELECT pg_catalog.count(*) FROM %s) THEN
          RAISE EXCEPTION USING ERRCODE = 'data_corrupted', MESSAGE = 'rows were lost on the way back', HINT = 'Nothing has changed.';
        END IF;""",
                from,
                Sql.verbatim(Integer.toString(most + 1)),
                Sql.verbatim(Integer.toString(most)),
                new Literal("table %s has more than %d rows outside %s".formatted(from, most, to)),
                to,
                names,
                names,
                from,
                from);
    }

    public ReturnRows {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
    }
}
