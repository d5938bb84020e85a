// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL that copies rows and builds the indexes of the copy. */
final class CopyText {

    private CopyText() {}

    /** A transaction of its own. */
    static final String BEGIN =
            """
            COMMIT;
            SET TRANSACTION ISOLATION LEVEL ${isolation};
            ${settings}
            SET LOCAL jit = off;
            SET LOCAL synchronous_commit = off;
            SET LOCAL ROLE ${owner};""";

    static final String COPY_ROWS =
            """

            #variable_conflict use_column
            <<livepartition>>
            DECLARE
              part pg_catalog.record;
              upto bigint;
              copied bigint;
              done bigint;
              pages bigint;
              rows_done bigint;
              begun CONSTANT pg_catalog.timestamptz := pg_catalog.clock_timestamp();
              before bigint;
              said pg_catalog.timestamptz := pg_catalog.clock_timestamp();
            BEGIN
              LOOP
                ${begin}
                SELECT first, next, behind INTO part FROM ${pages} WHERE next < behind ORDER BY first LIMIT 1 FOR UPDATE SKIP LOCKED;
                EXIT WHEN NOT FOUND;
                upto := least(part.next + ${batchPages}, part.behind);
                SET LOCAL enable_seqscan = off;
                INSERT INTO ${target} (${columns}) OVERRIDING SYSTEM VALUE
                  SELECT ${columns} FROM ONLY ${source}
                  WHERE ctid >= format('(%s,0)', livepartition.part.next)::tid AND ctid < format('(%s,0)', livepartition.upto)::tid;
                GET DIAGNOSTICS copied = ROW_COUNT;
                UPDATE ${pages} SET next = upto, rows = rows + copied WHERE first = part.first;
                SELECT sum(next - first), sum(behind - first), sum(rows) INTO done, pages, rows_done FROM ${pages};
                before := coalesce(before, rows_done - copied);
                IF clock_timestamp() > said + interval '1 second' OR done = pages THEN
                  said := clock_timestamp();
                  RAISE NOTICE '%', format('%s%% copied, %s rows, %s rows/s, eta %s', done * 100 / pages, rows_done,
                    round((rows_done - before) / extract(epoch FROM said - begun)),
                    date_trunc('second', (said - begun) / (rows_done - before + 1) * (rows_done::numeric * (pages - done) / done)::double precision));
                  PERFORM set_config('application_name', format('%s %s%% %s rows', ${title}, done * 100 / pages, rows_done), false);
                END IF;
              END LOOP;
            END
            """;

    /** As long as everything is logged, every row that came after TRUNCATE is in the log. */
    static final String TRUNCATE =
            """
            IF EXISTS (SELECT FROM ${log} WHERE truncated) THEN
              TRUNCATE ${target};
              DELETE FROM ${log} WHERE truncated;
            END IF;""";

    static final String BUILD_INDEXES =
            """

            #variable_conflict use_column
            DECLARE
              wanted pg_catalog.record;
              built pg_catalog.oid;
              begun pg_catalog.timestamptz;
            BEGIN
              ${begin}
              IF NOT EXISTS (SELECT FROM pg_index WHERE indrelid = ${targetName}::regclass) THEN
                ${truncate}
                ANALYZE ${log};
                -- a row that was updated while it was copied may stand there twice; the log brings it back
                DELETE FROM ${target} AS t USING (SELECT DISTINCT ${logColumns} FROM ${log}) AS l WHERE ${targetIsLog};
                ${indexes}
              END IF;
              LOOP
                ${begin}
                SELECT n.relid::oid::regclass AS part, CASE WHEN n.isleaf THEN '' ELSE 'ONLY ' END AS only, i.indexrelid::regclass AS index, i.indisunique AS is_unique,
                       c.relname AS name, i.indrelid::regclass AS parent, pg_get_constraintdef(k.oid) AS constraint INTO wanted
                  FROM pg_partition_tree(${targetName}::regclass) AS n
                  JOIN pg_index AS i ON i.indrelid = n.parentrelid JOIN pg_class AS c ON c.oid = i.indexrelid
                  LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u')
                 WHERE NOT EXISTS (SELECT FROM pg_inherits AS h JOIN pg_index AS x ON x.indexrelid = h.inhrelid
                                    WHERE h.inhparent = i.indexrelid AND x.indrelid = n.relid)
                 ORDER BY n.level, n.relid, i.indexrelid LIMIT 1;
                EXIT WHEN NOT FOUND;
                begun := clock_timestamp();
                IF wanted.constraint IS NOT NULL THEN
                  EXECUTE format('ALTER TABLE %s%s ADD %s', wanted.only, wanted.part, wanted.constraint);
                ELSE
                  EXECUTE format('CREATE %sINDEX ON %s%s ', CASE WHEN wanted.is_unique THEN 'UNIQUE ' ELSE '' END, wanted.only, wanted.part)
                    || substr(pg_get_indexdef(wanted.index), 1 + length(format('CREATE %sINDEX %I ON ONLY %s ',
                         CASE WHEN wanted.is_unique THEN 'UNIQUE ' ELSE '' END, wanted.name, wanted.parent)));
                END IF;
                built := (SELECT max(indexrelid) FROM pg_index WHERE indrelid = wanted.part
                           AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = indexrelid));
                EXECUTE format('ALTER INDEX %s ATTACH PARTITION %s', wanted.index, built::regclass);
                RAISE NOTICE '% built in % s', built::regclass, round(extract(epoch FROM clock_timestamp() - begun)::numeric, 1);
              END LOOP;
              ANALYZE ${target};
              COMMIT;
            END
            """;
}
