// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.OwnConstraint;
import io.github.livepartition.catalog.PartitionTree;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/** Proves the foreign keys of a table, or of its partitions, one after the other. */
public record ValidateForeignKeys(QualifiedName table, Identifier owner) implements Step {

    @Override
    public String title() {
        return "validate the foreign keys of " + table;
    }

    @Override
    public Work work() {
        return Work.SCAN;
    }

    @Override
    public List<Lock> locks() {
        return List.of(Lock.shareUpdateExclusive(table));
    }

    @Override
    public Sql sql() {
        Sql block =
                Sql.fill(
                        TEXT,
                        Map.of(
                                "table",
                                new Literal(table.sql()),
                                "owner",
                                owner,
                                "own",
                                OwnConstraint.condition(),
                                "tree",
                                PartitionTree.of(
                                        Sql.of("%s::regclass", new Literal(table.sql())))));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }

    private static final String TEXT =
            """

            DECLARE
              key pg_catalog.record;
            BEGIN
              LOOP
                COMMIT;
                SET LOCAL search_path = pg_catalog, pg_temp;
                SET LOCAL ROLE ${owner};
                SELECT k.conrelid::regclass AS part, k.conname AS name INTO key FROM pg_constraint AS k
                 WHERE k.contype = 'f' AND NOT k.convalidated
                   -- what is of a partition of the referenced table is no constraint of its own
                   AND ${own}
                   AND (k.conrelid = ${table}::regclass OR k.conrelid IN (SELECT relid FROM ${tree} AS tree))
                 ORDER BY k.conrelid, k.conname LIMIT 1;
                EXIT WHEN NOT FOUND;
                EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', key.part, key.name);
                RAISE NOTICE '%: % is valid', key.part, key.name;
              END LOOP;
            END
            """;
}
