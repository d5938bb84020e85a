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
            ${default}
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
            IF gives_legacy AND from_default THEN
              -- it has no bounds: the partition grows upwards
              shared := coalesce(receiver_to, part_begin); receiver_end := coalesce(receiver_from, part_begin);
              giver_from := shared; giver_to := wanted_end; giver_end := wanted_end;
            ELSIF upwards THEN
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
            -- the partition before this one has found out how much that is
            kept_budget := format('livepartition.slice_%s_%s', legacy_name::regclass::oid, ${maxLockMillis});
            budget := coalesce(budget, nullif(current_setting(kept_budget, true), '')::double precision, 200000);
            slice_most := greatest(2, least(budget / 1000, 100000)::integer);
            -- a cut is possible between key values only: the last one that the budget allows, but at least one
            EXECUTE format($find$
                WITH r AS MATERIALIZED (SELECT %1$s AS key, 1000 + %2$s AS cost FROM ONLY %3$s WHERE %4$s ORDER BY %1$s %5$s LIMIT %6$s),
                     k AS (SELECT key, count(*) AS rows, sum(cost) AS cost FROM r GROUP BY key),
                     s AS (SELECT key, lead(key) OVER w AS next, sum(rows) OVER w AS rows, sum(cost) OVER w AS cost, row_number() OVER w AS nth
                             FROM k WINDOW w AS (ORDER BY key %5$s ROWS UNBOUNDED PRECEDING))
                SELECT key::text, next::text, rows, cost, next IS NULL AND (SELECT count(*) < %6$s FROM r)
                  FROM s WHERE nth = 1 OR cost <= %7$s AND (next IS NOT NULL OR (SELECT count(*) < %6$s FROM r)) ORDER BY nth DESC LIMIT 1$find$,
                key_name, row_size, giver_name, concat_ws(' AND ', nullif(still_there, ''),
                  CASE WHEN slice_end NOT IN ('MINVALUE', 'MAXVALUE') THEN format(CASE WHEN upwards THEN '%s < %s' ELSE '%s >= %s' END, key_name, slice_end) END, 'true'),
                CASE WHEN upwards THEN 'ASC' ELSE 'DESC' END, slice_most + 1, budget)
              INTO first_key, slice_to, slice_rows, slice_cost, complete;
            IF coalesce(complete, true) THEN
              slice_to := NULL; slice_rows := coalesce(slice_rows, 0); slice_cost := coalesce(slice_cost, 0);
            ELSIF slice_to IS NULL THEN
              -- all these rows have one key value, and maybe more than these
              EXECUTE format('SELECT count(*), sum(1000 + %s) FROM ONLY %s WHERE %s = %L', row_size, giver_name, key_name, first_key) INTO slice_rows, slice_cost;
              IF upwards THEN
                EXECUTE format('SELECT %s::text FROM ONLY %s WHERE %s > %L AND %s ORDER BY %s LIMIT 1', key_name, giver_name, key_name, first_key,
                  CASE WHEN slice_end = 'MAXVALUE' THEN 'true' ELSE format('%s < %s', key_name, slice_end) END, key_name) INTO slice_to;
              ELSE
                slice_to := first_key;
              END IF;
            ELSIF NOT upwards THEN
              slice_to := first_key;
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
            emptied := slice_to = giver_end AND NOT (gives_legacy AND from_default);""";

    /** The next slice is as large as the last ones allow. */
    static final String SIZE =
            """
            older_then := NULL;
            IF returned > 0 THEN
              ${name}
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
              PERFORM pg_catalog.set_config(kept_budget, budget::pg_catalog.text, false);
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
            part_begin pg_catalog.text;
            default_name pg_catalog.text;
            default_function pg_catalog.text;
            default_terms pg_catalog.text[];
            others pg_catalog.oid[];
            besides pg_catalog.oid[];
            takes_default boolean := false;
            from_default boolean;
            gives_legacy boolean;
            upwards boolean;
            shared pg_catalog.text;
            wanted_end pg_catalog.text;
            slice_end pg_catalog.text;
            slice_to pg_catalog.text;
            first_key pg_catalog.text;
            complete boolean;
            still_there pg_catalog.text;
            moving pg_catalog.text;
            slice_rows bigint;
            slice_most integer;
            slice_cost double precision;
            budget double precision;
            kept_budget pg_catalog.text;
            cost_ms double precision := ${millisPerByte};
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
            rows_before bigint;
            rows_ahead bigint;
            explained pg_catalog.json;
            run_begun pg_catalog.timestamptz;
            named_at pg_catalog.timestamptz;
            waited_for boolean;
            held_ms double precision;""";
}
