// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL between two batches. */
final class PacingText {

    private PacingText() {}

    static final String VARIABLES =
            """
            hindrance pg_catalog.text;
            hindered bigint;
            behind pg_catalog.text;
            batch_begun pg_catalog.timestamptz;
            mark_lsn pg_catalog.pg_lsn;
            mark_at pg_catalog.timestamptz;""";

    /** As the role that runs it, who may see more than the owner does. */
    static final String AWAIT =
            """
            hindered := 0;
            LOOP
              ${begin}
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
              hindered := hindered + 1;
              IF hindered % 50 = 5 THEN
                RAISE NOTICE '%', hindrance;
                PERFORM set_config('application_name', format('%s %s', ${title}, hindrance), false);
              END IF;
              COMMIT;
              PERFORM pg_catalog.pg_sleep(0.2);
            END LOOP;
            IF hindered >= 5 THEN
              PERFORM set_config('application_name', ${title}, false);
            END IF;
            ${role}
            batch_begun := clock_timestamp();""";

    static final String WINDOW =
            """
            IF NOT ${isOpen} THEN
              RAISE EXCEPTION USING ERRCODE = 'operator_intervention', MESSAGE = ${closed}, HINT = ${hint};
            END IF;""";

    /**
     * pg_stat_replication's own replay_lag stays small when a standby stops replaying, so we ask
     * whether it has what was written when we last asked. One that is gone is expected back where a
     * slot keeps the WAL for it. A standby says how far it is when it gets something to write down,
     * else every ten seconds: the transaction number has us commit something while we wait.
     */
    static final String LAG =
            """
            behind := (SELECT s.name FROM (
                SELECT format('standby "%s"', application_name) AS name, replay_lsn AS lsn FROM pg_stat_replication
                UNION ALL
                SELECT format('slot "%s"', slot_name), coalesce(confirmed_flush_lsn, restart_lsn) FROM pg_replication_slots WHERE NOT active) AS s
              WHERE s.lsn < mark_lsn ORDER BY s.lsn LIMIT 1);
            IF behind IS NULL THEN
              mark_lsn := pg_current_wal_lsn();
              mark_at := clock_timestamp();
            ELSIF clock_timestamp() > mark_at + make_interval(secs => ${maxLagMillis} / 1000.0) THEN
              hindrance := format('waiting for %s, %s s behind', behind, round(extract(epoch FROM clock_timestamp() - mark_at)));
              PERFORM pg_current_xact_id();
            END IF;""";

    static final String REST =
            """
            COMMIT;
            SET LOCAL search_path = pg_catalog, pg_temp;
            PERFORM pg_catalog.pg_sleep(${pause} * extract(epoch FROM pg_catalog.clock_timestamp() - batch_begun));""";
}
