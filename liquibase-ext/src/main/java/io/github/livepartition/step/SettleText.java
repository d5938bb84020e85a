// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL before the switch: what could not be mirrored, and whose snapshots are older. */
final class SettleText {

    private SettleText() {}

    /** Where some of them were mirrored, and only that it was truncated could not be. */
    static final String TRUNCATED =
            """
            IF EXISTS (SELECT FROM ${log} WHERE truncated) THEN
              RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = ${wasTruncated},
                HINT = ${truncatedHint};
            END IF;""";

    /** The variables of {@link #SETTLE}. */
    static final String SETTLE_VARIABLES =
            """
            settle_until pg_catalog.timestamptz;
            settle_said pg_catalog.timestamptz;
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
            settle_said := pg_catalog.clock_timestamp();
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
                      SELECT ${sourceColumns} FROM ${source} AS s JOIN (SELECT DISTINCT ${logKey} FROM ${log} WHERE bucket = pending) AS l ON ${sourceIsLog}${andWithin};
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
                IF clock_timestamp() > settle_said + interval '2 seconds' THEN
                  settle_said := clock_timestamp();
                  RAISE NOTICE 'older transactions: %, changes to replay: %',
                    (SELECT count(*) FROM ${olderSessions} WHERE l.virtualtransaction = ANY (older)), (SELECT count(*) FROM ${log});
                  PERFORM set_config('application_name', format('%s waiting for older transactions', ${title}), false);
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
