// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL that copies rows and builds the indexes of the copy. */
final class CopyText {

    private CopyText() {}

    static final String ALONE =
            """
            DECLARE
              revoke_it pg_catalog.text;
            BEGIN
              FOR revoke_it IN
                SELECT DISTINCT format('REVOKE ALL ON TABLE %s FROM %s CASCADE', c.oid::regclass, CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END)
                  FROM ${targetTree} AS n JOIN pg_class AS c ON c.oid = n.relid, aclexplode(c.relacl) AS x WHERE x.grantee <> c.relowner
              LOOP
                EXECUTE revoke_it;
              END LOOP;
            END;""";

    /** Until whoever writes now has ended; stands where a transaction has just begun. */
    static final String AWAIT_WRITERS =
            """
            writers := ARRAY(SELECT virtualtransaction FROM pg_locks WHERE relation = ${sourceName}::regclass AND granted AND mode <> 'AccessShareLock');
            WHILE EXISTS (SELECT FROM pg_locks WHERE relation = ${sourceName}::regclass AND virtualtransaction = ANY (writers)) LOOP
              COMMIT;
              PERFORM pg_catalog.pg_sleep(0.02);
              ${begin}
            END LOOP;""";

    /** A transaction of its own. */
    static final String BEGIN =
            """
            COMMIT;
            SET TRANSACTION ISOLATION LEVEL ${isolation};
            ${settings}
            SET LOCAL jit = off;
            SET LOCAL synchronous_commit = off;
            ${role}""";

    /**
     * Several sessions may run it at once. None ends before all chunks are copied, because what
     * comes next needs them all.
     */
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
              eta pg_catalog.interval;
              no_space pg_catalog.text;
              ${pacingVariables}
            BEGIN
              LOOP
                ${await}
                SELECT first, next, behind, filenode INTO part FROM ${pages} WHERE next < behind ORDER BY first LIMIT 1 FOR UPDATE SKIP LOCKED;
                IF NOT FOUND THEN
                  EXIT WHEN NOT EXISTS (SELECT FROM ${pages} WHERE next < behind);
                  COMMIT;
                  PERFORM pg_catalog.pg_sleep(0.05);
                  CONTINUE;
                END IF;
                upto := least(part.next + ${batchPages}, part.behind);
                SET LOCAL enable_seqscan = off;
                BEGIN
                  INSERT INTO ${target} (${columns}) OVERRIDING SYSTEM VALUE
                    SELECT ${columns} FROM ONLY ${source}
                    WHERE ctid >= format('(%s,0)', livepartition.part.next)::tid AND ctid < format('(%s,0)', livepartition.upto)::tid;
                  GET DIAGNOSTICS copied = ROW_COUNT;
                EXCEPTION WHEN disk_full THEN
                  no_space := SQLERRM;
                END;
                IF no_space IS NOT NULL THEN
                  -- the application needs the space more than we do; TRUNCATE would take some, and so would DROP of all at once
                  FOR part IN SELECT relid::regclass AS name FROM ${targetTree} AS tree WHERE isleaf AND level > 0 ORDER BY pg_relation_size(relid) DESC LOOP
                    ${begin}
                    BEGIN
                      EXECUTE format('DROP TABLE %s', part.name);
                    EXCEPTION WHEN disk_full THEN
                      NULL;
                    END;
                  END LOOP;
                  ${begin}
                  DROP TABLE ${target};
                  COMMIT;
                  RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = no_space, DETAIL = 'The copy was dropped, to give back its space.',
                    HINT = 'Make room for the table and its indexes once more, and run it again, or roll back.';
                END IF;
                IF part.filenode IS DISTINCT FROM pg_relation_filenode(${sourceName}::regclass) THEN
                  RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = ${wasRewritten},
                    HINT = 'Run the update, or print the script, once more: the copy begins anew.';
                END IF;
                UPDATE ${pages} SET next = upto, rows = rows + copied WHERE first = part.first;
                SELECT sum(next - first), sum(behind - first), sum(rows) INTO done, pages, rows_done FROM ${pages};
                before := coalesce(before, rows_done - copied);
                IF clock_timestamp() > said + interval '1 second' THEN
                  said := clock_timestamp();
                  eta := date_trunc('second', (said - begun) / (rows_done - before + 1) * (rows_done::numeric * (pages - done) / done)::double precision);
                  RAISE NOTICE '%', format('%s%% copied, %s rows, %s rows/s, eta %s', done * 100 / pages, rows_done,
                    round((rows_done - before) / extract(epoch FROM said - begun)), eta);
                  PERFORM set_config('application_name', format('%s %s%% %s rows eta %s', ${title}, done * 100 / pages, rows_done, eta), false);
                END IF;
                ${rest}
              END LOOP;
              RAISE NOTICE '100%% copied, % rows in % s', (SELECT sum(rows) FROM ${pages}), round(extract(epoch FROM clock_timestamp() - begun)::numeric, 1);
              COMMIT;
            END
            """;

    /** As long as everything is logged, every row that came after TRUNCATE is in the log. */
    static final String TRUNCATE =
            """
            IF EXISTS (SELECT FROM ${log} WHERE truncated) THEN
              TRUNCATE ${target};
              DELETE FROM ${log} WHERE truncated;
            END IF;""";

    /**
     * A part of what the target has was truncated, or all: what is not in the source goes, and what
     * came to the source since is in the log.
     */
    static final String RECONCILE =
            """
            IF EXISTS (SELECT FROM ${log} WHERE truncated) THEN
              SET LOCAL lock_timeout = 0;
              DELETE FROM ${target} AS t WHERE NOT EXISTS (SELECT FROM ${source} AS s WHERE ${sourceIsTarget});
              ${forget}
            END IF;""";

    /**
     * A row that was updated while it was copied may stand there twice: whatever was logged goes,
     * and comes back as it is now, while there is no index that would slow it down.
     */
    static final String REFRESH =
            """

            BEGIN
              ${beginFixed}
              ${truncate}
              DELETE FROM ${target} AS t USING (SELECT DISTINCT ${logColumns} FROM ${log}) AS l WHERE ${targetIsLog};
              INSERT INTO ${target} (${columns}) OVERRIDING SYSTEM VALUE
                SELECT ${sourceColumns} FROM ${source} AS s JOIN (SELECT DISTINCT ${logKey} FROM ${log}) AS l ON ${sourceIsLog};
              DELETE FROM ${log};
              ${indexes}
              COMMIT;
            END
            """;

    /** Several sessions may run it at once; each takes a partition that nobody else is at. */
    static final String BUILD_INDEXES =
            """

            #variable_conflict use_column
            DECLARE
              wanted pg_catalog.record;
              left_over bigint;
              built_here bigint;
              built pg_catalog.oid;
              ${pacingVariables}
            BEGIN
              LOOP
                ${begin}
                left_over := NULL;
                built_here := 0;
                -- a listing takes long where there are many, so it serves for all of them
                FOR wanted IN
                  SELECT n.relid, i.indexrelid, n.relid::regclass AS part, CASE r.relkind WHEN 'p' THEN 'ONLY ' ELSE '' END AS only, i.indexrelid::regclass AS index,
                         i.indisunique AS is_unique, c.relname AS name, i.indrelid::regclass AS parent, ${constraint} AS constraint,
                         ${definition} AS definition, count(*) OVER () AS missing, row_number() OVER (ORDER BY n.level, n.relid, i.indexrelid) AS n
                    FROM ${targetTree} AS n JOIN pg_class AS r ON r.oid = n.relid
                    JOIN pg_index AS i ON i.indrelid = n.parentrelid JOIN pg_class AS c ON c.oid = i.indexrelid
                    LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
                   WHERE NOT EXISTS (SELECT FROM pg_inherits AS h JOIN pg_index AS x ON x.indexrelid = h.inhrelid
                                      WHERE h.inhparent = i.indexrelid AND x.indrelid = n.relid)
                   ORDER BY n.level, n.relid, i.indexrelid
                LOOP
                  ${await}
                  left_over := wanted.missing - wanted.n;
                  CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended(format('livepartition build %s', wanted.relid), 0));
                  -- somebody may have built it since it was listed
                  CONTINUE WHEN EXISTS (SELECT FROM pg_inherits AS h JOIN pg_index AS x ON x.indexrelid = h.inhrelid
                                         WHERE h.inhparent = wanted.indexrelid AND x.indrelid = wanted.relid);
                  BEGIN
                    IF wanted.constraint IS NOT NULL THEN
                      EXECUTE format('ALTER TABLE %s%s ADD %s', wanted.only, wanted.part, wanted.constraint);
                    ELSE
                      EXECUTE format('CREATE %sINDEX ON %s%s ', CASE WHEN wanted.is_unique THEN 'UNIQUE ' ELSE '' END, wanted.only, wanted.part)
                        || substr(wanted.definition, 1 + length(format('CREATE %sINDEX %I ON ONLY %s ',
                             CASE WHEN wanted.is_unique THEN 'UNIQUE ' ELSE '' END, wanted.name, wanted.parent)));
                    END IF;
                  EXCEPTION WHEN disk_full THEN
                    RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = SQLERRM, DETAIL = 'What the index had taken was given back; the rows and the other indexes stay.',
                      HINT = 'Make room for the indexes, and run it again, or roll back.';
                  END;
                  built := (SELECT max(indexrelid) FROM pg_index WHERE indrelid = wanted.part
                             AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = indexrelid));
                  EXECUTE format('ALTER INDEX %s ATTACH PARTITION %s', wanted.index, built::regclass);
                  built_here := built_here + 1;
                  RAISE NOTICE '% built in % s, % left', built::regclass, round(extract(epoch FROM clock_timestamp() - batch_begun)::numeric, 1), left_over;
                  PERFORM set_config('application_name', format('%s %s indexes to build', ${title}, left_over), false);
                  ${rest}
                END LOOP;
                EXIT WHEN left_over IS NULL;
                IF built_here = 0 THEN
                  -- others are at the last ones
                  COMMIT;
                  PERFORM pg_catalog.pg_sleep(0.05);
                END IF;
              END LOOP;
              ${begin}
              IF pg_try_advisory_xact_lock(hashtextextended(${buildKey}, 0)) THEN
                ANALYZE ${target};
              END IF;
              COMMIT;
            END
            """;
}
