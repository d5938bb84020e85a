// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.script;

import io.github.livepartition.catalog.Advisory;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.Pacing;
import java.util.List;
import java.util.Map;

/** What a run sets in its session before the first stage, and takes back after the last. */
final class Session {

    private Session() {}

    static Literal alreadyRunning(QualifiedName table) {
        return new Literal("another run is at work on table %s".formatted(table));
    }

    static List<Sql> begin(QualifiedName table) {
        return begin(
                table,
                Sql.fill(
                        LOCK,
                        Map.of("runKey", Advisory.run(table), "running", alreadyRunning(table))));
    }

    /** For a session that helps the one which has the lock. */
    static List<Sql> assist(QualifiedName table) {
        return begin(table, Sql.verbatim("-- the lock is the first session's"));
    }

    private static List<Sql> begin(QualifiedName table, Sql lock) {
        Sql block = Sql.fill(BEGIN, Map.of("name", Pacing.runName(table), "lock", lock));
        return List.of(Sql.of("DO %s", Sql.dollarQuote("livepartition", block)));
    }

    static List<Sql> end(QualifiedName table) {
        Sql block = Sql.fill(END, Map.of("runKey", Advisory.run(table)));
        return List.of(Sql.of("DO %s", Sql.dollarQuote("livepartition", block)));
    }

    // What the session had is kept in settings of our own: RESET would take it away from whoever
    // set
    // it in the session, as pgjdbc does with application_name.
    private static final String BEGIN =
            """

      DECLARE
        wanted pg_catalog.text[];
      BEGIN
        ${lock}
        -- waits are bounded by the stages themselves; a backend whose client has died ends by itself where the platform can tell
        FOREACH wanted SLICE 1 IN ARRAY ARRAY[['statement_timeout', '0'], ['lock_timeout', '0'],
            ['idle_in_transaction_session_timeout', '0'], ['transaction_timeout', '0'], ['application_name', ${name}],
            ['client_connection_check_interval', '5s'], ['standard_conforming_strings', 'on'], ['default_tablespace', ''],
            ['default_table_access_method', 'heap']] LOOP
          BEGIN
            IF pg_catalog.current_setting(wanted[1], true) IS NOT NULL THEN
              PERFORM pg_catalog.set_config('livepartition.' OPERATOR(pg_catalog.||) wanted[1], pg_catalog.current_setting(wanted[1]), false);
              PERFORM pg_catalog.set_config(wanted[1], wanted[2], false);
            END IF;
          EXCEPTION WHEN invalid_parameter_value THEN
            NULL;
          END;
        END LOOP;
      END
      """;

    private static final String LOCK =
            """
            IF NOT pg_catalog.pg_try_advisory_lock(${runKey}) THEN
              RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = ${running},
                HINT = 'Wait until it has ended; its client may have died.';
            END IF;""";

    private static final String END =
            """

      DECLARE
        kept pg_catalog.text;
      BEGIN
        PERFORM pg_catalog.pg_advisory_unlock(${runKey});
        FOREACH kept IN ARRAY ARRAY['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout',
            'application_name', 'client_connection_check_interval', 'standard_conforming_strings', 'default_tablespace',
            'default_table_access_method'] LOOP
          IF pg_catalog.current_setting('livepartition.' OPERATOR(pg_catalog.||) kept, true) IS NOT NULL THEN
            PERFORM pg_catalog.set_config(kept, pg_catalog.current_setting('livepartition.' OPERATOR(pg_catalog.||) kept), false);
          END IF;
        END LOOP;
      END
      """;
}
