// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL that looks for snapshots older than a slice. */
final class SliceGateText {

    private SliceGateText() {}

    /**
     * Sessions that may have a snapshot, and may use it on the table afterwards: not those that are
     * idle in READ COMMITTED, nor those whose one statement waits for us and takes a new one. Of
     * sessions whose state we may not see we only know that they are in a transaction.
     */
    static final String OLDER =
            """
            pg_locks AS v JOIN pg_stat_activity AS a ON a.pid = v.pid AND a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid()
              AND a.datid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND v.locktype = 'virtualxid' AND v.granted
              AND (a.backend_type = 'walsender') IS NOT TRUE
              AND (a.state LIKE 'idle in transaction%' AND a.backend_xmin IS NULL) IS NOT TRUE
              AND (a.xact_start = a.query_start AND a.query !~* '^\\s*(execute|copy|refresh|create)'
                   AND EXISTS (SELECT FROM pg_locks AS w WHERE w.pid = a.pid AND NOT w.granted AND w.relation = ANY (relations))) IS NOT TRUE""";

    /**
     * On the way back a partition is dropped once it is empty: whoever has a snapshot from before
     * the slices that have emptied it would miss in a read of the whole table all that was in it,
     * so he has to go first.
     */
    static final String GATE =
            """
            -- nobody may have a snapshot from before this slice who could look for its rows afterwards
            PERFORM pg_stat_clear_snapshot();
            IF check_state IS NOT NULL AND (${waits} OR emptied AND gives_legacy OR older_then IS NOT NULL) THEN
              SELECT string_agg(format('pid %s "%s" (%s since %s): %s', a.pid, a.application_name, coalesce(a.state, 'at work'),
                       coalesce(date_trunc('second', a.xact_start)::text, 'an unknown time'), left(a.query, 100)), '; ') INTO older_ones
                FROM ${older} AND (${waits} OR emptied AND gives_legacy OR v.virtualtransaction = ANY (older_then));
              IF older_ones IS NOT NULL THEN
                RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = 'somebody has an older snapshot';
              END IF;
            END IF;
            -- whoever has waited for us gets as long a time without us
            waited_for := EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'relation' AND relation = ANY (relations));""";

    static final String QUIET =
            """
            older_ones := NULL;
            IF emptied AND NOT gives_legacy AND ${waitsForLast} THEN
              older_then := coalesce(older_then, ARRAY(SELECT v.virtualtransaction FROM ${older}));
            END IF;
            looked_at := clock_timestamp();
            WHILE check_state IS NOT NULL AND EXISTS (SELECT FROM ${older} AND (${waits} OR emptied AND gives_legacy OR v.virtualtransaction = ANY (older_then)))
                  AND clock_timestamp() < looked_at + interval '1 second' LOOP
              PERFORM pg_stat_clear_snapshot();
              PERFORM pg_sleep(0.002);
            END LOOP;
            PERFORM pg_stat_clear_snapshot();""";
}
