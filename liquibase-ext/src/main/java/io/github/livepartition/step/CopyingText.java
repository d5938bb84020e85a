// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL that copies, logs, mirrors and replays. */
final class CopyingText {

    private CopyingText() {}

    /**
     * Keys are locked by bucket, because a statement that changes many rows must not fill the lock
     * table. A power of two.
     */
    static final int BUCKETS = 64;

    static final String CREATE_LOG =
            """
            CREATE TABLE ${log} AS SELECT ${asLog} FROM ONLY ${source} WITH NO DATA;
            ALTER TABLE ${log} ADD id bigint GENERATED ALWAYS AS IDENTITY, ADD bucket smallint, ADD truncated boolean,
              SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, toast.autovacuum_enabled = false);
            CREATE INDEX ON ${log} (id);
            CREATE INDEX ON ${log} (truncated) WHERE truncated;
            CREATE TABLE ${pages} (first bigint, next bigint, behind bigint, rows bigint);
            ${function}
            REVOKE ALL ON FUNCTION ${log}() FROM PUBLIC;
            ${triggers}""";

    /** ALWAYS: what logical replication applies here must be logged too. */
    static final String TRIGGERS =
            """
            CREATE TRIGGER ${rowTrigger} AFTER INSERT OR UPDATE OR DELETE ON ${source} FOR EACH ROW EXECUTE FUNCTION ${log}();
            CREATE TRIGGER ${truncateTrigger} AFTER TRUNCATE ON ${source} FOR EACH STATEMENT EXECUTE FUNCTION ${log}();
            ALTER TABLE ${source} ENABLE ALWAYS TRIGGER ${rowTrigger}, ENABLE ALWAYS TRIGGER ${truncateTrigger};""";

    static final String FUNCTION =
            """
            CREATE OR REPLACE FUNCTION ${log}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS ${body};
            COMMENT ON FUNCTION ${log}() IS ${mode};""";

    static final String LOG =
            """

            BEGIN
              ${mirror}
              IF TG_OP = 'TRUNCATE' THEN
                INSERT INTO ${log} (truncated) VALUES (true);
                RETURN NULL;
              END IF;
              IF TG_OP <> 'INSERT' THEN
                INSERT INTO ${log} (bucket, ${logColumns}) VALUES (${oldBucket}, ${old});
              END IF;
              IF TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND ROW(${new}) IS DISTINCT FROM ROW(${old}) THEN
                INSERT INTO ${log} (bucket, ${logColumns}) VALUES (${newBucket}, ${new});
              END IF;
              RETURN NULL;
            END
            """;

    /**
     * Nobody waits and nothing fails here: what cannot be mirrored, because it is being replayed or
     * for any other reason, is logged.
     */
    static final String MIRROR =
            """
            IF TG_OP = 'TRUNCATE' THEN
              BEGIN
                -- it waits for a batch of ours at most: nobody else writes there while this table is locked
                TRUNCATE ${target};
                RETURN NULL;
              EXCEPTION WHEN OTHERS THEN
                NULL;
              END;
            ELSIF (TG_OP = 'INSERT' OR pg_try_advisory_xact_lock_shared(${lock}, ${oldBucket}::integer))
               AND (TG_OP = 'DELETE' OR pg_try_advisory_xact_lock_shared(${lock}, ${newBucket}::integer)) THEN
              BEGIN
                IF TG_OP <> 'INSERT' THEN
                  DELETE FROM ${target} AS t WHERE ${targetIsOld};
                  IF NOT FOUND THEN
                    -- still to be replayed, or replayed since a snapshot that this transaction keeps
                    RAISE no_data_found;
                  END IF;
                END IF;
                IF TG_OP <> 'DELETE' THEN
                  INSERT INTO ${target} (${columns}) OVERRIDING SYSTEM VALUE VALUES (${newColumns});
                END IF;
                RETURN NULL;
              EXCEPTION WHEN OTHERS THEN
                NULL;
              END;
            END IF;""";

    /**
     * A foreign key of the target must not hold what the source no longer references, so a row goes
     * from there at once when it goes here, or references something else.
     */
    static final String RELEASE =
            """
            IF TG_OP = 'TRUNCATE' THEN
              BEGIN
                TRUNCATE ${target};
              EXCEPTION WHEN OTHERS THEN
                NULL;
              END;
            ELSIF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND ROW(${newReferences}) IS DISTINCT FROM ROW(${oldReferences}) THEN
              BEGIN
                DELETE FROM ${target} AS t WHERE ${targetHasOldKey};
              EXCEPTION WHEN OTHERS THEN
                NULL;
              END;
            END IF;""";

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

    /** Where some of them were mirrored, and only that it was truncated could not be. */
    static final String TRUNCATED =
            """
            IF EXISTS (SELECT FROM ${log} WHERE truncated) THEN
              RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = ${wasTruncated},
                HINT = 'Run the update, or print the script, once more: the copy begins anew.';
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

    /** Replays what is logged, in batches, until one was small; nobody mirrors yet. */
    static final String REPLAY_LOGGED =
            """
            batch := ${batch};
            LOOP
              ${beginFixed}
              ${plans}
              SELECT max(id), count(*) INTO upto, pending FROM (SELECT id FROM ${log} ORDER BY id LIMIT batch) AS first;
              EXIT WHEN upto IS NULL;
              BEGIN
                SET LOCAL lock_timeout = 100;
                ${truncate}
                DELETE FROM ${target} AS t USING (SELECT DISTINCT ${logColumns} FROM ${log} WHERE id <= upto) AS l WHERE ${targetIsLog};
                INSERT INTO ${target} (${columns}) OVERRIDING SYSTEM VALUE
                  SELECT ${sourceColumns} FROM ${source} AS s JOIN (SELECT DISTINCT ${logKey} FROM ${log} WHERE id <= upto) AS l ON ${sourceIsLog};
                DELETE FROM ${log} WHERE id <= upto;
                replayed := replayed + pending;
                EXIT WHEN pending < batch AND pending <= ${few};
              EXCEPTION
                WHEN lock_not_available OR deadlock_detected OR serialization_failure THEN
                  NULL;
                WHEN unique_violation THEN
                  -- two rows have exchanged a unique value, and only one of them is in this batch
                  IF pending < batch THEN
                    RAISE;
                  END IF;
                  batch := batch * 10;
              END;
            END LOOP;""";

    /** The planner knows nothing of the log, and must not read a huge table for a few keys. */
    static final String PLANS =
            """
            SET LOCAL enable_seqscan = off;
            SET LOCAL enable_hashjoin = off;
            SET LOCAL enable_mergejoin = off;""";

    static final String COMPARE =
            """

            #variable_conflict use_column
            DECLARE
              batch bigint;
              upto bigint;
              pending bigint;
              replayed bigint := 0;
              in_source bigint;
              in_target bigint;
              source_hash bigint;
              target_hash bigint;
            BEGIN
              LOOP
                ${replay}
                ${begin}
                SET LOCAL synchronous_commit = on;
                RAISE NOTICE '% changes replayed, comparing', replayed;
                -- one statement, so one snapshot: what is logged by then is not compared
                BEGIN
                  ${compare}
                EXCEPTION WHEN undefined_function THEN
                  -- a column whose type has no hash
                  ${compareText}
                END;
                EXIT WHEN NOT EXISTS (SELECT FROM ${log} WHERE truncated);
              END LOOP;
              IF (in_source, source_hash) IS DISTINCT FROM (in_target, target_hash) THEN
                RAISE EXCEPTION USING ERRCODE = 'data_corrupted', MESSAGE = ${differs},
                  DETAIL = format('%s rows here, %s rows there, without those that were just being changed.', in_source, in_target),
                  HINT = 'Nothing has changed for the application. Roll back, which drops the copy, and tell us.';
              END IF;
              RAISE NOTICE '% rows are equal', in_source;
              ${mirror}
              COMMIT;
            END
            """;

    static final String COMPARE_ROWS =
            """
            SELECT a.n, a.hash, b.n, b.hash INTO in_source, source_hash, in_target, target_hash FROM
              (SELECT count(*) AS n, bit_xor(${hash}) AS hash FROM ${source} AS s
                WHERE NOT EXISTS (SELECT FROM ${log} AS l WHERE ${sourceIsLog})) AS a,
              (SELECT count(*) AS n, bit_xor(${hash}) AS hash FROM ${target} AS s
                WHERE NOT EXISTS (SELECT FROM ${log} AS l WHERE ${sourceIsLog})) AS b;""";

    /** The variables of {@link #SETTLE}. */
    static final String SETTLE_VARIABLES =
            """
            settle_until pg_catalog.timestamptz;
            settled boolean := false;
            older pg_catalog.text[];
            pending integer;
            wide boolean := false;
            replayed boolean;""";

    /**
     * Replays what could not be mirrored, bucket by bucket, and then waits until nobody has a
     * snapshot older than that. The bucket's lock is the session's: it outlives the COMMIT, so that
     * the snapshot that follows sees whatever was mirrored before.
     */
    static final String SETTLE =
            """
            settle_until := pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => retry_for_ms / 1000.0);
            LOOP
              ${begin}
              ${truncated}
              pending := (SELECT bucket FROM ${log} ORDER BY random() LIMIT 1);
              EXIT WHEN pending IS NULL AND settled
                AND NOT EXISTS (SELECT FROM ${olderSessions} WHERE l.virtualtransaction = ANY (older));
              replayed := false;
              IF pending IS NULL AND NOT settled THEN
                settled := true;
                older := ARRAY(SELECT l.virtualtransaction FROM ${olderSessions});
              ELSIF pending IS NOT NULL THEN
                settled := false;
                IF pg_try_advisory_lock(${lock}, pending) THEN
                  ${beginFixed}
                  ${plans}
                  BEGIN
                    SET LOCAL lock_timeout = 50;
                    -- where it is according to the log, and where it may have been mirrored to since
                    DELETE FROM ${target} AS t USING (
                      SELECT ${logColumns} FROM ${log} WHERE bucket = pending OR wide
                      UNION SELECT ${sourceKeys} FROM ${source} AS s JOIN (SELECT DISTINCT ${logKey} FROM ${log} WHERE bucket = pending OR wide) AS l ON ${sourceIsLog}
                    ) AS l WHERE ${targetIsLog};
                    INSERT INTO ${target} (${columns}) OVERRIDING SYSTEM VALUE
                      SELECT ${sourceColumns} FROM ${source} AS s JOIN (SELECT DISTINCT ${logKey} FROM ${log} WHERE bucket = pending) AS l ON ${sourceIsLog};
                    DELETE FROM ${log} WHERE bucket = pending;
                    replayed := true;
                    wide := false;
                  EXCEPTION
                    WHEN lock_not_available OR deadlock_detected OR serialization_failure THEN
                      NULL;
                    WHEN unique_violation THEN
                      -- two rows have exchanged a unique value: next time every row goes that is logged, and comes back with its own bucket
                      wide := true;
                  END;
                  ${begin}
                  PERFORM pg_advisory_unlock(${lock}, pending);
                END IF;
              END IF;
              IF NOT replayed THEN
                IF clock_timestamp() > settle_until THEN
                  RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = ${notSettled},
                    DETAIL = format('Older than the copy: %s. Changes to replay: %s.',
                      coalesce((SELECT string_agg(format('pid %s "%s" (%s since %s)', a.pid, a.application_name, coalesce(a.state, 'at work'),
                                  coalesce(date_trunc('second', a.xact_start)::text, 'an unknown time')), '; ')
                                  FROM ${olderSessions} WHERE l.virtualtransaction = ANY (older)), 'nobody'),
                      (SELECT count(*) FROM ${log})),
                    HINT = 'The copy is kept in step meanwhile. End these transactions, or set lockRetryFor to more, and run it again.';
                END IF;
                COMMIT;
                PERFORM pg_catalog.pg_sleep(0.01);
              END IF;
            END LOOP;
            COMMIT;
            SET LOCAL search_path = pg_catalog, pg_temp;""";

    /**
     * Sessions that may have a snapshot. A session whose state we may see, idle in READ COMMITTED,
     * has none; of others we only see that they are in a transaction.
     */
    static final String OLDER_SESSIONS =
            """
            pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid AND a.usesysid IS NOT NULL
              AND a.pid <> pg_backend_pid() AND a.datid = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.locktype = 'virtualxid' AND (a.state LIKE 'idle in transaction%' AND a.backend_xmin IS NULL) IS NOT TRUE""";

    static final String NOTHING_LOGGED =
            """
            IF EXISTS (SELECT FROM ${log}) THEN
              RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = 'there are changes to replay';
            END IF;""";
}
