// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/**
 * The PL/pgSQL of {@link Slices}. Which partitions there are by then is only known at run time,
 * hence EXECUTE. Rows go from the giver to the receiver; {@code upwards} says that the bound they
 * share moves up, because the giver is the upper one.
 */
final class SliceText {

    private SliceText() {}

    /** What both kinds know beforehand. */
    static final String NAMES =
            """
            parent_name := ${parent}; legacy_name := ${legacy}; legacy_check := ${legacyCheck}; legacy_function := ${legacyFunction};
            key_name := ${key}; raw_key := ${rawKey}; key_type := ${type}; column_names := ${columns}; row_size := ${sizes};
            """;

    /** From what was chosen to the next slice. */
    static final String FIND =
            """
            SELECT format('%I.%I', n.nspname, 'livepartition_bounds_' || c.oid) INTO part_function
              FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = part_name::regclass;
            IF gives_legacy THEN
              giver_name := legacy_name; giver_check := legacy_check; giver_function := legacy_function;
              receiver_name := part_name; receiver_function := part_function;
            ELSE
              giver_name := part_name; giver_check := 'livepartition_bounds'; giver_function := part_function;
              receiver_name := legacy_name; receiver_function := legacy_function;
            END IF;
            SELECT b, substring(b FROM 'FROM [(](.*)[)] TO '), substring(b FROM ' TO [(](.*)[)]$') INTO giver_bound, giver_from, giver_to
              FROM pg_class AS c, pg_get_expr(c.relpartbound, c.oid) AS b WHERE c.oid = giver_name::regclass;
            SELECT b, substring(b FROM 'FROM [(](.*)[)] TO '), substring(b FROM ' TO [(](.*)[)]$') INTO receiver_bound, receiver_from, receiver_to
              FROM pg_class AS c, pg_get_expr(c.relpartbound, c.oid) AS b WHERE c.oid = receiver_name::regclass;
            IF upwards THEN
              shared := giver_from; giver_end := giver_to; receiver_end := coalesce(receiver_from, shared);
            ELSE
              shared := giver_to; giver_end := giver_from; receiver_end := coalesce(receiver_to, shared);
            END IF;
            slice_end := coalesce(wanted_end, giver_end);
            IF NOT EXISTS (SELECT FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                WHERE i.indrelid = giver_name::regclass AND i.indisvalid AND i.indpred IS NULL AND a.attname = raw_key) THEN
              RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s has no index on %s', giver_name, key_name),
                HINT = format('Run it, or print the script, once more; or CREATE INDEX CONCURRENTLY ON %s (%s).', giver_name, key_name);
            END IF;
            check_state := (SELECT CASE WHEN convalidated THEN 'valid' ELSE 'open' END FROM pg_constraint
                             WHERE conrelid = giver_name::regclass AND conname = giver_check);
            IF check_state = 'open' THEN
              PERFORM set_config('lock_timeout', '0', true);
              EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', giver_name, giver_check);
              CONTINUE;
            END IF;
            SET LOCAL enable_seqscan = off;
            SET LOCAL enable_bitmapscan = off;
            SET LOCAL enable_sort = off;
            still_there := concat_ws(' AND ',
              CASE WHEN giver_from <> 'MINVALUE' THEN format('%s >= %s', key_name, giver_from) END,
              CASE WHEN giver_to <> 'MAXVALUE' THEN format('%s < %s', key_name, giver_to) END);
            -- one slice is as much as the budget allows: a row costs its bytes and 1000 more
            slice_rows := 0; slice_cost := 0; whole_to := NULL; last_key := NULL; first_key := NULL; slice_to := NULL; stopped := false;
            slice_most := greatest(2, least(budget / 1000, 100000)::integer);
            FOR candidate IN EXECUTE format('SELECT %s::text AS key, 1000 + %s AS cost FROM ONLY %s WHERE %s ORDER BY %s %s LIMIT %s',
                key_name, row_size, giver_name, concat_ws(' AND ', nullif(still_there, ''),
                  CASE WHEN slice_end NOT IN ('MINVALUE', 'MAXVALUE') THEN format(CASE WHEN upwards THEN '%s < %s' ELSE '%s >= %s' END, key_name, slice_end) END, 'true'),
                key_name, CASE WHEN upwards THEN 'ASC' ELSE 'DESC' END, slice_most + 1)
            LOOP
              IF candidate.key IS DISTINCT FROM last_key THEN
                -- a cut is possible here: between key values only
                IF slice_rows > 0 THEN
                  whole_to := CASE WHEN upwards THEN candidate.key ELSE last_key END;
                  whole_cost := slice_cost;
                  whole_rows := slice_rows;
                END IF;
                last_key := candidate.key;
                first_key := coalesce(first_key, last_key);
              END IF;
              stopped := whole_to IS NOT NULL AND slice_cost + candidate.cost > budget OR slice_rows = slice_most;
              EXIT WHEN stopped;
              slice_rows := slice_rows + 1;
              slice_cost := slice_cost + candidate.cost;
            END LOOP;
            IF stopped AND whole_to IS NOT NULL THEN
              slice_to := whole_to; slice_cost := whole_cost; slice_rows := whole_rows;
            ELSIF stopped THEN
              -- all these rows have one key value, and maybe more than these
              EXECUTE format('SELECT count(*), sum(1000 + %s) FROM ONLY %s WHERE %s = %L', row_size, giver_name, key_name, first_key) INTO slice_rows, slice_cost;
              IF upwards THEN
                EXECUTE format('SELECT %s::text FROM ONLY %s WHERE %s > %L AND %s ORDER BY %s LIMIT 1', key_name, giver_name, key_name, first_key,
                  CASE WHEN slice_end = 'MAXVALUE' THEN 'true' ELSE format('%s < %s', key_name, slice_end) END, key_name) INTO slice_to;
              ELSE
                slice_to := first_key;
              END IF;
            END IF;
            IF slice_rows > 1 AND slice_cost > greatest(budget, 200000) AND slice_cost * cost_ms > ${maxLockMillis} THEN
              IF NOT ${accepts} THEN
                RAISE EXCEPTION USING ERRCODE = 'program_limit_exceeded', MESSAGE = format('%s rows of %s have one %s', slice_rows, giver_name, key_name),
                  DETAIL = format('It is %s. They can only move together, and would hold the lock for about %s ms.', first_key, round((slice_cost * cost_ms)::numeric)),
                  HINT = 'Set oversizedSlices="accept", or maxLockTime to more.';
              END IF;
              RAISE NOTICE '% rows of % have one %, %: they move together', slice_rows, giver_name, key_name, first_key;
            END IF;
            SET LOCAL enable_seqscan = on;
            SET LOCAL enable_bitmapscan = on;
            SET LOCAL enable_sort = on;
            slice_to := coalesce(quote_literal(slice_to), slice_end);
            IF slice_to <> slice_end AND slice_end NOT IN ('MINVALUE', 'MAXVALUE') THEN
              -- a key that is the end itself, in other words
              EXECUTE format('SELECT %s::%s = %s::%s', slice_to, key_type, slice_end, key_type) INTO same;
              slice_to := CASE WHEN same THEN slice_end ELSE slice_to END;
            END IF;
            emptied := slice_to = giver_end;""";

    static final String MOVE =
            """
            IF giver_bound IS DISTINCT FROM (SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid = giver_name::regclass)
               OR receiver_bound IS DISTINCT FROM (SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid = receiver_name::regclass) THEN
              RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = 'the bounds have changed';
            END IF;
            IF check_state IS NULL THEN
              EXECUTE format('CREATE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ''SELECT true''', giver_function, key_type);
              EXECUTE format('GRANT EXECUTE ON FUNCTION %s(%s) TO PUBLIC', giver_function, key_type);
              EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s IS NOT NULL AND %s(%s)) NOT VALID',
                giver_name, giver_check, key_name, giver_function, key_name);
              EXECUTE format('COMMENT ON CONSTRAINT %I ON %s IS %L', giver_check, giver_name, json_build_object('table', (SELECT relname FROM pg_class WHERE oid = parent_name::regclass), 'from', giver_from, 'to', giver_to)::text);
              returned := 0;
            ELSE
              IF EXISTS (SELECT FROM pg_rewrite WHERE ev_class IN (giver_name::regclass, receiver_name::regclass))
                 OR EXISTS (SELECT FROM pg_trigger WHERE tgrelid IN (giver_name::regclass, receiver_name::regclass) AND NOT tgisinternal AND tgparentid = 0) THEN
                RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = format('%s or %s has a trigger or rule of its own', part_name, legacy_name),
                  HINT = 'It could keep a row from moving: drop it first.';
              END IF;
              IF receiver_bound IS NOT NULL THEN
                EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent_name, receiver_name);
              END IF;
              EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent_name, giver_name);
              IF upwards THEN
                receiver_from := receiver_end; receiver_to := slice_to; giver_from := slice_to;
                moving := concat_ws(' AND ', CASE WHEN shared <> 'MINVALUE' THEN format('%s >= %s', key_name, shared) END,
                  CASE WHEN slice_to <> 'MAXVALUE' THEN format('%s < %s', key_name, slice_to) END, 'true');
              ELSE
                receiver_from := slice_to; receiver_to := receiver_end; giver_to := slice_to;
                moving := concat_ws(' AND ', CASE WHEN slice_to <> 'MINVALUE' THEN format('%s >= %s', key_name, slice_to) END,
                  CASE WHEN shared <> 'MAXVALUE' THEN format('%s < %s', key_name, shared) END, 'true');
              END IF;
              -- every row that comes is checked against the receiver's new bounds
              EXECUTE format('CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L', receiver_function, key_type,
                'SELECT ' || coalesce(nullif(concat_ws(' AND ',
                  CASE WHEN receiver_from <> 'MINVALUE' THEN format('v OPERATOR(pg_catalog.>=) %L::%s', trim('''' FROM receiver_from), key_type) END,
                  CASE WHEN receiver_to <> 'MAXVALUE' THEN format('v OPERATOR(pg_catalog.<) %L::%s', trim('''' FROM receiver_to), key_type) END), ''), 'true'));
              -- on stale statistics the planner would read whole heaps under the lock
              SET LOCAL enable_seqscan = off;
              EXECUTE format('WITH moved AS (DELETE FROM ONLY %s WHERE %s RETURNING %s) INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM moved',
                giver_name, moving, column_names, receiver_name, column_names, column_names);
              GET DIAGNOSTICS returned = ROW_COUNT;
              SET CONSTRAINTS ALL IMMEDIATE;
              -- prove both sides before the giver's function claims it
              EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s WHERE %s) OR EXISTS (SELECT FROM ONLY %s WHERE %s) OR EXISTS (SELECT FROM ONLY %s WHERE %s IS NULL)',
                giver_name, moving, receiver_name,
                CASE WHEN slice_to IN ('MINVALUE', 'MAXVALUE') THEN 'false' ELSE format(CASE WHEN upwards THEN '%s >= %s' ELSE '%s < %s' END, key_name, slice_to) END,
                receiver_name, key_name) INTO wrong;
              IF wrong THEN
                RAISE EXCEPTION USING ERRCODE = 'data_corrupted', MESSAGE = 'a row did not move', HINT = 'Nothing has changed in this slice.';
              END IF;
              SET LOCAL enable_seqscan = on;
              EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)', parent_name, receiver_name, receiver_from, receiver_to);
              IF NOT emptied THEN
                EXECUTE format('CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L', giver_function, key_type,
                  'SELECT ' || concat_ws(' AND ',
                    CASE WHEN giver_from <> 'MINVALUE' THEN format('v OPERATOR(pg_catalog.>=) %L::%s', trim('''' FROM giver_from), key_type) END,
                    CASE WHEN giver_to <> 'MAXVALUE' THEN format('v OPERATOR(pg_catalog.<) %L::%s', trim('''' FROM giver_to), key_type) END));
                EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)', parent_name, giver_name, giver_from, giver_to);
              ELSIF NOT gives_legacy THEN
                EXECUTE format('DROP TABLE %s', giver_name);
                EXECUTE format('DROP FUNCTION %s(%s)', giver_function, key_type);
              END IF;
            END IF;""";

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
            END IF;""";

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

    /** The next slice is as large as the last ones allow. */
    static final String SIZE =
            """
            older_then := NULL;
            IF returned > 0 THEN
              RAISE NOTICE '% rows moved, all keys % % are in %; locked for % ms', total, CASE WHEN upwards THEN 'below' ELSE 'from' END,
                slice_to, receiver_name, pg_catalog.round(held_ms::pg_catalog.numeric, 1);
              -- to detach and attach takes its time, however few the rows
              fixed_ms := least(fixed_ms, held_ms);
              IF slice_cost > 100000 THEN
                cost_ms := (cost_ms + (held_ms - fixed_ms) / slice_cost) / 2;
              END IF;
              IF held_ms > ${maxLockMillis} THEN
                budget := greatest(least(budget, slice_cost) / 2, 50000);
              ELSIF held_ms > 0.7 * ${maxLockMillis} THEN
                budget := greatest(budget * 0.8, 50000);
              ELSIF held_ms < 0.4 * ${maxLockMillis} AND slice_cost > budget / 2 THEN
                budget := least(budget * 1.5, 1000000000);
              END IF;
            END IF;""";

    static final String VARIABLES =
            """
            parent_name pg_catalog.text;
            legacy_name pg_catalog.text;
            legacy_check pg_catalog.text;
            legacy_function pg_catalog.text;
            part_name pg_catalog.text;
            part_function pg_catalog.text;
            giver_name pg_catalog.text;
            giver_check pg_catalog.text;
            giver_function pg_catalog.text;
            giver_bound pg_catalog.text;
            giver_from pg_catalog.text;
            giver_to pg_catalog.text;
            giver_end pg_catalog.text;
            receiver_name pg_catalog.text;
            receiver_function pg_catalog.text;
            receiver_bound pg_catalog.text;
            receiver_from pg_catalog.text;
            receiver_to pg_catalog.text;
            receiver_end pg_catalog.text;
            key_name pg_catalog.text;
            raw_key pg_catalog.text;
            key_type pg_catalog.text;
            column_names pg_catalog.text;
            row_size pg_catalog.text;
            gives_legacy boolean;
            upwards boolean;
            shared pg_catalog.text;
            wanted_end pg_catalog.text;
            slice_end pg_catalog.text;
            slice_to pg_catalog.text;
            whole_to pg_catalog.text;
            last_key pg_catalog.text;
            first_key pg_catalog.text;
            stopped boolean;
            whole_rows bigint;
            still_there pg_catalog.text;
            moving pg_catalog.text;
            slice_rows bigint;
            slice_most integer;
            slice_cost double precision;
            whole_cost double precision;
            budget double precision := 200000;
            cost_ms double precision := 0.0000125;
            fixed_ms double precision := 1000;
            check_state pg_catalog.text;
            candidate pg_catalog.record;
            part pg_catalog.record;
            same boolean;
            wrong boolean;
            emptied boolean := false;
            older_ones pg_catalog.text;
            older_then pg_catalog.text[];
            found_part boolean;
            total bigint := 0;
            held_ms double precision;""";
}
