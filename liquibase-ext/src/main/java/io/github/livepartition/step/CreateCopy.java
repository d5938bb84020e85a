// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates the partitioned table that will take the table's place, with its columns, defaults,
 * CHECKs and comments, and its partitions, still without indexes. What was there of an earlier copy
 * goes.
 *
 * @param rules a comment until the switch, by which a copy that was asked for otherwise is known
 */
public record CreateCopy(
        Copying copying,
        Sql partitionBy,
        List<NewPartition> partitions,
        List<String> options,
        Optional<Identifier> tablespace,
        String rules)
        implements Step {

    /** So that sessions can take turns; each takes one at a time. */
    private static final int CHUNKS = 64;

    public CreateCopy {
        partitions = List.copyOf(partitions);
        options = List.copyOf(options);
    }

    @Override
    public String title() {
        return "create the copy %s with %d partitions"
                .formatted(copying.target(), NewPartition.leaves(partitions));
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql block =
                copying.fill(
                        TEXT,
                        Map.of(
                                "begin", CopyingParts.begin(copying),
                                "mirrors", new Literal(Copying.MIRRORS),
                                "partitionBy", partitionBy,
                                "tablespace", StorageParameters.in(tablespace),
                                "rules", new Literal(rules),
                                "partitions",
                                        NewPartition.create(
                                                copying.target(),
                                                copying.target(),
                                                partitions,
                                                options),
                                "alone", CopyingParts.copyAlone(copying),
                                "function", ChangeFunction.logs(copying),
                                "writers", CopyingParts.awaitWriters(copying),
                                "chunks", Sql.verbatim(Integer.toString(CHUNKS))));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }

    private static final String TEXT =
            """

            DECLARE
              pages_now bigint;
              mirrored boolean;
              writers pg_catalog.text[];
            BEGIN
              ${begin}
              mirrored := (SELECT obj_description(p.oid, 'pg_proc') = ${mirrors} FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
                            WHERE format('%I.%I', n.nspname, p.proname) = ${logName});
              ${function}
              ${begin}
              -- whoever writes to both tables now must not find the new copy
              IF mirrored THEN
                ${writers}
              END IF;
              IF to_regclass(${targetName}) IS NOT NULL THEN
                DROP TABLE ${target};
              END IF;
              DELETE FROM ${pages};
              DELETE FROM ${log};
              CREATE TABLE ${target} (
                LIKE ${source} INCLUDING ALL EXCLUDING IDENTITY EXCLUDING INDEXES EXCLUDING STATISTICS
              ) PARTITION BY ${partitionBy}${tablespace};
              COMMENT ON TABLE ${target} IS ${rules};
              ${partitions}
              ${alone}
              -- what is in later pages was written after the log began
              pages_now := pg_relation_size(${sourceName}::regclass) / current_setting('block_size')::bigint;
              INSERT INTO ${pages} SELECT n, n, least(n + step, pages_now), 0, pg_relation_filenode(${sourceName}::regclass) FROM (SELECT greatest(1, pages_now / ${chunks}) AS step) AS s,
                generate_series(0, greatest(pages_now - 1, 0), step) AS n;
              COMMIT;
            END
            """;
}
