// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL that says how far a move is. */
final class SliceProgressText {

    private SliceProgressText() {}

    /**
     * What the planner thinks there is to move, and that has moved; no row is read for it, and
     * nobody waited for.
     */
    static final String ESTIMATE =
            """
            SET LOCAL search_path = pg_catalog, pg_temp;
            SET LOCAL "TimeZone" = 'UTC';
            SET LOCAL "DateStyle" = 'ISO, YMD';
            BEGIN
              SET LOCAL lock_timeout = 200;
              EXECUTE ${explainAll} INTO explained;
              rows_before := (explained -> 0 -> 'Plan' ->> 'Plan Rows')::bigint;
              EXECUTE ${explainLegacy} INTO explained;
              rows_before := greatest(0, rows_before - (explained -> 0 -> 'Plan' ->> 'Plan Rows')::bigint);
              -- statistics remember what has left long ago
              EXECUTE ${explainLegacy} || coalesce((
                SELECT concat(CASE WHEN lower <> 'MINVALUE' THEN format(' AND %s >= %s', ${key}, lower) END, CASE WHEN upper <> 'MAXVALUE' THEN format(' AND %s < %s', ${key}, upper) END)
                  FROM (SELECT substring(b FROM 'FROM [(](.*)[)] TO ') AS lower, substring(b FROM ' TO [(](.*)[)]$') AS upper
                          FROM pg_class AS c, pg_get_expr(c.relpartbound, c.oid) AS b WHERE c.oid = ${legacy}::regclass) AS bound), '') INTO explained;
              rows_ahead := (explained -> 0 -> 'Plan' ->> 'Plan Rows')::bigint;
              IF ${back} THEN
                SELECT rows_before, rows_ahead INTO rows_ahead, rows_before;
              END IF;
            EXCEPTION WHEN lock_not_available THEN
              rows_ahead := NULL;
            END;
            run_begun := clock_timestamp();""";

    /** After a slice, at most once a second, for pg_stat_activity. */
    static final String NAME =
            """
            IF rows_ahead IS NOT NULL AND clock_timestamp() > coalesce(named_at, '-infinity') + interval '1 second' THEN
              named_at := clock_timestamp();
              PERFORM pg_catalog.set_config('application_name', pg_catalog.format('%s %s%% %s/%s rows eta %s', ${title},
                least(99, 100 * (rows_before + total) / greatest(1, rows_before + greatest(rows_ahead, total))), rows_before + total, rows_before + greatest(rows_ahead, total),
                pg_catalog.date_trunc('second', (named_at - run_begun) / total * greatest(0, rows_ahead - total)::double precision)), false);
            END IF;""";
}
