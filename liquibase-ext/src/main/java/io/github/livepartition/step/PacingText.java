// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL between two batches. */
final class PacingText {

    private PacingText() {}

    static final String VARIABLES =
            """
            hindrance pg_catalog.text;
            hindrance_said pg_catalog.timestamptz;
            batch_begun pg_catalog.timestamptz;
            mark_lsn pg_catalog.pg_lsn;
            mark_at pg_catalog.timestamptz;""";

    static final String AWAIT =
            """
            LOOP
              ${window}
              hindrance := NULL;
              ${lag}
              -- held until this batch has committed, so that whoever gets it knows that nothing is moving
              IF NOT pg_try_advisory_xact_lock_shared(${pauseKey}) THEN
                hindrance := coalesce((SELECT format('paused by pid %s "%s"', a.pid, a.application_name) FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
                  WHERE l.locktype = 'advisory' AND l.mode = 'ExclusiveLock' AND l.granted AND l.objsubid = 1
                    AND (l.classid::bigint << 32 | l.objid::bigint) = ${pauseKey} LIMIT 1), 'paused');
              END IF;
              EXIT WHEN hindrance IS NULL;
              IF hindrance_said IS NULL OR clock_timestamp() > hindrance_said + interval '10 seconds' THEN
                RAISE NOTICE '%', hindrance;
                hindrance_said := clock_timestamp();
              END IF;
              COMMIT;
              PERFORM pg_catalog.pg_sleep(0.2);
              ${begin}
            END LOOP;
            batch_begun := clock_timestamp();""";

    static final String WINDOW =
            """
            IF NOT ${isOpen} THEN
              RAISE EXCEPTION USING ERRCODE = 'operator_intervention', MESSAGE = ${closed}, HINT = ${hint};
            END IF;""";

    /**
     * pg_stat_replication's own replay_lag stays small when a standby stops replaying, so we ask
     * whether it has what was written when we last asked.
     */
    static final String LAG =
            """
            IF NOT EXISTS (SELECT FROM pg_stat_replication WHERE replay_lsn < mark_lsn) THEN
              mark_lsn := pg_current_wal_lsn();
              mark_at := clock_timestamp();
            ELSIF clock_timestamp() > mark_at + make_interval(secs => ${maxLagMillis} / 1000.0) THEN
              hindrance := (SELECT format('waiting for standby "%s", %s s behind', application_name, round(extract(epoch FROM clock_timestamp() - mark_at)))
                              FROM pg_stat_replication ORDER BY replay_lsn LIMIT 1);
            END IF;""";

    static final String REST =
            """
            COMMIT;
            SET LOCAL search_path = pg_catalog, pg_temp;
            PERFORM pg_catalog.pg_sleep(${pause} * extract(epoch FROM pg_catalog.clock_timestamp() - batch_begun));""";
}
