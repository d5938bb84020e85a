// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.script;

/** The PL/pgSQL of the lock ladder. */
final class LadderText {

    private LadderText() {}

    static final String REMAINING =
            "PERFORM set_config('lock_timeout', greatest(1, lock_timeout_ms"
                    + " - (extract(epoch FROM clock_timestamp() - queued_at) * 1000)::integer)::text, true);";

    /** The locks of others that ours would have to wait for. */
    static final String HELD =
            """
      locktype = 'relation' AND granted AND pid IS DISTINCT FROM pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (relation = ANY (relations) OR relation = ANY (referenced) AND mode NOT IN ('AccessShareLock', 'RowShareLock'))""";

    /** Who may do what with a table, by its OID, which stays when it is renamed. */
    static final String PRIVILEGES =
            """
      SELECT concat_ws('|', c.relacl::text, string_agg(a.attnum || a.attacl::text, '|' ORDER BY a.attnum))
        FROM pg_class AS c LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attacl IS NOT NULL WHERE c.oid = granted_on GROUP BY c.oid""";

    /** Beside the checks, before the steps and once more after them. */
    static final String DESCRIBED =
            """
      described_of := ${table}::regclass;
      -- what the application sees: names and definitions
      described := (
        ${query}
      );
      IF pass = 3 THEN
        changes := ARRAY(
          SELECT n || ': ' || line FROM (
            SELECT 'lost', line FROM unnest(described_before) AS line WHERE line <> ALL (described)
            UNION ALL SELECT 'new', line FROM unnest(described) AS line WHERE line <> ALL (described_before)) AS c (n, line)
           WHERE NOT EXISTS (SELECT FROM unnest(ARRAY[${differences}]::text[]) AS meant WHERE starts_with(line, meant))
           ORDER BY n, line COLLATE "C");
        IF changes <> '{}' THEN
          RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = ${different}, DETAIL = array_to_string(changes, E'\\n'),
            HINT = 'Nothing has changed. Something may have come since the plan was made: run it, or print it, once more.';
        END IF;
        EXIT;
      END IF;
      described_before := described;
      granted_on := described_of;
      privileges := (
        ${privileges}
      );""";

    static final String EXPECTED =
            """
      -- nobody has changed the definition since the plan was made
      IF md5(array_to_string(described, E'\\n')) <> ${fingerprint} THEN
        RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = ${changed},
          HINT = 'Nothing has changed here. Run the update, or print the script, once more.';
      END IF;""";

    static final String STILL_GRANTED =
            """
      -- before PostgreSQL 18 a GRANT waits for no lock of ours
      IF privileges IS DISTINCT FROM (
        ${privileges}
      ) THEN
        RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = ${changed},
          HINT = 'Nothing has changed here. Run the update, or print the script, once more.';
      END IF;""";

    /**
     * Two partitions that are chosen anew for each slice, and the default partition, which each
     * DETACH and ATTACH locks.
     */
    static final String NEIGHBOURS =
            """
      ${find}
      neighbours := concat_ws(', ', 'ONLY ' || legacy_name, 'ONLY ' || part_name, (
        SELECT 'ONLY ' || p.partdefid::regclass::text FROM pg_partitioned_table AS p WHERE p.partrelid = ${table}::regclass AND p.partdefid <> 0));
      relations := relations || ARRAY[legacy_name::regclass, part_name::regclass]::oid[]
        || ARRAY(SELECT p.partdefid FROM pg_partitioned_table AS p WHERE p.partrelid = ${table}::regclass AND p.partdefid <> 0);
      IF emptied AND NOT gives_legacy THEN
        relations := relations || ARRAY[${referenced}]::oid[];
      END IF;
      ${quiet}""";

    static final String NEIGHBOURS_FIRST_RUNG =
            "EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', neighbours);";

    static final String NEIGHBOURS_LOCK =
            REMAINING + "\nEXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', neighbours);";

    static final String DECLARATIONS =
            """

      #variable_conflict use_column
      DECLARE
        retry_for_ms CONSTANT bigint := ${retryForMillis};
        lock_timeout_ms CONSTANT integer := ${lockTimeoutMillis};
        session_role CONSTANT pg_catalog.text := pg_catalog.current_setting('role');
        relations pg_catalog.oid[];
        referenced pg_catalog.oid[];
        give_up_at pg_catalog.timestamptz;
        looked_at pg_catalog.timestamptz;
        queued_at pg_catalog.timestamptz;
        locked_at pg_catalog.timestamptz;
        pause double precision := 0.05;
        attempts integer := 0;
        holders pg_catalog.text[];
        blockers pg_catalog.text;
        greatest_key pg_catalog.text;
        described_of pg_catalog.oid;
        described pg_catalog.text[];
        described_before pg_catalog.text[];
        changes pg_catalog.text[];
        granted_on pg_catalog.oid;
        privileges pg_catalog.text;
        sequence_value bigint;
        sequence_called boolean;
        returned bigint;
        helpers pg_catalog.text[];
        helper pg_catalog.text;
        done boolean := false;
        ${variables}
      """;

    /** The transaction of an attempt. */
    static final String BEGIN_ATTEMPT =
            """
      SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
      ${settings}
      SET LOCAL constraint_exclusion = off;
      SET LOCAL jit = off;
      SET LOCAL synchronous_commit = off;
      IF NOT pg_try_advisory_xact_lock(${runKey}) THEN
        RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = ${running},
          HINT = 'Wait until it has ended; its client may have died.';
      END IF;""";

    static final String ATTEMPT =
            """
          COMMIT;
          ${begin}
          ${await}
          give_up_at := coalesce(give_up_at, clock_timestamp() + make_interval(secs => retry_for_ms / 1000.0));
          attempts := attempts + 1;
          relations := ARRAY[${relations}]::oid[] || ${partitions}::oid[];
          referenced := ARRAY[${referenced}]::oid[];
          ${find}
          BEGIN
            SET LOCAL ROLE ${owner};
            -- first rung: after deadlock_timeout an autovacuum gives way to this, and nobody waits for it
            PERFORM set_config('lock_timeout', (4000 + (SELECT setting::integer FROM pg_settings WHERE name = 'deadlock_timeout'))::text, true);
            ${firstRungs}
            -- look before queueing: behind somebody who stays for a second, we would only make others wait
            holders := ARRAY(SELECT virtualtransaction FROM pg_locks WHERE ${held});
            looked_at := clock_timestamp();
            WHILE holders <> '{}' LOOP
              IF clock_timestamp() > looked_at + interval '1 second' THEN
                RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = 'held by somebody who stays';
              END IF;
              PERFORM pg_sleep(0.02);
              holders := ARRAY(SELECT virtualtransaction FROM pg_locks WHERE ${held} AND virtualtransaction = ANY (holders));
            END LOOP;
            FOR pass IN 1..${passes} LOOP
              IF pass = 2 THEN
                queued_at := clock_timestamp();
                PERFORM set_config('lock_timeout', lock_timeout_ms::text, true);
                ${locks}
                locked_at := clock_timestamp();
                PERFORM set_config('lock_timeout', '10', true);
              END IF;
              -- looked at before queueing, to fail early, and again under the lock, to be sure
              ${checks}
      """;

    static final String MISSED =
            """
          EXCEPTION
            WHEN lock_not_available OR deadlock_detected OR serialization_failure OR internal_error THEN
              IF SQLSTATE = 'XX000' AND SQLERRM <> 'tuple concurrently updated' THEN
                RAISE;
              END IF;
              SELECT coalesce(string_agg(said, '; ' ORDER BY since NULLS LAST)
                       || CASE WHEN min(n) > 3 THEN format('; and %s more', min(n) - 3) ELSE '' END, blockers) INTO blockers
                FROM (
                  SELECT CASE WHEN p.gid IS NOT NULL THEN format('prepared transaction "%s" (since %s)', p.gid, date_trunc('second', p.prepared))
                              ELSE format('pid %s "%s" (%s since %s): %s', l.pid, a.application_name, coalesce(a.state, a.backend_type, 'running'),
                                coalesce(date_trunc('second', a.xact_start)::text, 'an unknown time'), left(a.query, 200)) END AS said,
                         coalesce(a.xact_start, p.prepared) AS since, count(*) OVER () AS n
                    FROM (SELECT DISTINCT pid, virtualtransaction FROM pg_locks WHERE ${held}) AS l
                    LEFT JOIN pg_stat_activity AS a ON a.pid = l.pid
                    LEFT JOIN pg_locks AS x ON l.pid IS NULL AND x.pid IS NULL AND x.locktype = 'transactionid' AND x.virtualtransaction = l.virtualtransaction
                    LEFT JOIN pg_prepared_xacts AS p ON p.transaction = x.transactionid
                   ORDER BY since NULLS LAST LIMIT 3) AS longest;
          END;
          COMMIT;
          SET LOCAL search_path = pg_catalog, pg_temp;
      """;

    static final String PAUSE =
            """
          IF clock_timestamp() >= give_up_at THEN
            RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = ${notLocked},
              DETAIL = pg_catalog.format(${heldBy}, coalesce(blockers, 'sessions that came and went'), attempts),
              HINT = ${wayOut};
          END IF;
          RAISE NOTICE 'waiting for %', coalesce(blockers, 'a lock');
          PERFORM pg_catalog.pg_sleep(pause * (0.5 + pg_catalog.random()));
          pause := least(pause * 1.5, 3);
      """;

    /** One transaction, as soon as the locks are got. */
    static final String ONCE =
            DECLARATIONS
                    + """
      BEGIN
        LOOP
          ${before}
      """
                    + ATTEMPT
                    + """
              IF pass = 2 THEN
                ${steps}
              END IF;
            END LOOP;
            done := true;
      """
                    + MISSED
                    + """
          EXIT WHEN done;
      """
                    + PAUSE
                    + """
        END LOOP;
        RAISE NOTICE 'done in attempt %, locked for % ms', attempts,
          pg_catalog.round(extract(epoch FROM pg_catalog.clock_timestamp() - locked_at)::pg_catalog.numeric * 1000, 1);
      END
      """;

    /** One transaction after the other, until the finding part leaves the loop. */
    static final String REPEATED =
            DECLARATIONS
                    + """
      BEGIN
        ${before}
        LOOP
      """
                    + ATTEMPT
                    + """
            END LOOP;
            ${steps}
            done := true;
      """
                    + MISSED
                    + """
          blockers := coalesce(older_ones, blockers);
          IF older_ones IS NOT NULL THEN
            budget := greatest(budget * 0.8, 50000);
          END IF;
          IF done THEN
            held_ms := extract(epoch FROM pg_catalog.clock_timestamp() - locked_at) * 1000;
            total := total + returned;
            ${size}
            done := false;
            give_up_at := NULL;
            attempts := 0;
            pause := 0.05;
            ${rest}
            IF waited_for THEN
              PERFORM pg_catalog.pg_sleep(held_ms / 1000);
            END IF;
            CONTINUE;
          END IF;
      """
                    + PAUSE
                    + """
        END LOOP;
      END
      """;
}
