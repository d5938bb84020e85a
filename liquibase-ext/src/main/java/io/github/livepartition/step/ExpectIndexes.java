// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/** Stops the cut-over if ATTACH did not find each of the parent's indexes ready on the old heap. */
public record ExpectIndexes(QualifiedName table, int count, Identifier notThis) implements Step {

    @Override
    public String title() {
        return "make sure that no index was built under the lock";
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.of(
                """
        IF %s <> (SELECT pg_catalog.count(*) FROM pg_catalog.pg_index JOIN pg_catalog.pg_class AS c ON c.oid = indexrelid
                   WHERE indrelid = %s::pg_catalog.regclass AND c.relname <> %s) THEN
          RAISE EXCEPTION USING ERRCODE = 'internal_error', MESSAGE = %s,
            HINT = 'Nothing has changed. Please report the definitions of the indexes.';
        END IF;""",
                Sql.verbatim(Integer.toString(count)),
                new Literal(table.sql()),
                new Literal(notThis.value()),
                new Literal("ATTACH would build an index on %s under the lock".formatted(table)));
    }
}
