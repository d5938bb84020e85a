// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Map;

/**
 * Waits, before a table goes, until nobody has a snapshot that may still see rows in it which
 * others find elsewhere by now.
 */
public record OlderSnapshots(QualifiedName table) {

    /** Declarations for {@link #await}. */
    public Sql variables() {
        return Sql.verbatim("older pg_catalog.text[];\nwait_until pg_catalog.timestamptz;");
    }

    /** Once in a run; gives up after {@code retry_for_ms} and names who has them. */
    public Sql await() {
        return Sql.fill(
                TEXT,
                Map.of(
                        "olderSessions", Sql.verbatim(SettleText.OLDER_SESSIONS),
                        "held",
                                Sql.of(
                                        "%s",
                                        new Literal(
                                                "somebody may still see rows in %s"
                                                        .formatted(table)))));
    }

    private static final String TEXT =
            """
            IF older IS NULL THEN
              SET LOCAL search_path = pg_catalog, pg_temp;
              older := ARRAY(SELECT l.virtualtransaction FROM ${olderSessions});
              wait_until := clock_timestamp() + make_interval(secs => retry_for_ms / 1000.0);
              COMMIT;
              SET LOCAL search_path = pg_catalog, pg_temp;
              WHILE EXISTS (SELECT FROM ${olderSessions} WHERE l.virtualtransaction = ANY (older)) LOOP
                IF clock_timestamp() > wait_until THEN
                  RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = ${held},
                    DETAIL = (SELECT format('Older than the last slice may be: %s.', string_agg(format('pid %s "%s" (%s since %s)', a.pid, a.application_name,
                                coalesce(a.state, 'at work'), coalesce(date_trunc('second', a.xact_start)::text, 'an unknown time')), '; '))
                                FROM ${olderSessions} WHERE l.virtualtransaction = ANY (older)),
                    HINT = 'Nothing has changed in this stage. End these transactions, or set lockRetryFor to more, and run it again.';
                END IF;
                COMMIT;
                SET LOCAL search_path = pg_catalog, pg_temp;
                PERFORM pg_sleep(0.05);
              END LOOP;
              COMMIT;
            END IF;
            SET LOCAL search_path = pg_catalog, pg_temp;""";
}
