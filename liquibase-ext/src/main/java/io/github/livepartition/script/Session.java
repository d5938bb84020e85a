// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.script;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/** What a run sets in its session before the first stage, and takes back after the last. */
final class Session {

    private Session() {}

    /**
     * The advisory lock that two runs on one table cannot both have: one 64-bit key, made from the
     * table's name.
     */
    static Sql key(QualifiedName table) {
        return Sql.of(
                "pg_catalog.hashtextextended(%s, 0)", new Literal("livepartition " + table.sql()));
    }

    static Literal alreadyRunning(QualifiedName table) {
        return new Literal("another run is at work on table %s".formatted(table));
    }

    static List<Sql> begin(QualifiedName table) {
        Sql block =
                Sql.fill(
                        BEGIN,
                        Map.of(
                                "name",
                                        new Literal(
                                                ("partition "
                                                        + table.schema().value()
                                                        + "."
                                                        + table.name().value())),
                                "runKey", key(table),
                                "running", alreadyRunning(table)));
        return List.of(
                Sql.verbatim("SET statement_timeout = 0"),
                Sql.of("DO %s", Sql.dollarQuote("livepartition", block)));
    }

    static List<Sql> end(QualifiedName table) {
        return List.of(
                Sql.fill(END, Map.of("runKey", key(table))),
                Sql.verbatim("RESET statement_timeout"));
    }

    // statement_timeout needs a statement of its own: a block cannot lift the limit it already runs
    // under.
    private static final String BEGIN =
            """

      DECLARE
        wanted pg_catalog.text[];
      BEGIN
        -- waits are bounded by the stages themselves; a backend whose client has died ends by itself where the platform can tell
        FOREACH wanted SLICE 1 IN ARRAY ARRAY[['lock_timeout', '0'], ['idle_in_transaction_session_timeout', '0'],
            ['transaction_timeout', '0'], ['application_name', ${name}], ['client_connection_check_interval', '5s'],
            ['standard_conforming_strings', 'on'], ['default_tablespace', ''], ['default_table_access_method', 'heap']] LOOP
          BEGIN
            IF pg_catalog.current_setting(wanted[1], true) IS NOT NULL THEN
              PERFORM pg_catalog.set_config(wanted[1], wanted[2], false);
            END IF;
          EXCEPTION WHEN invalid_parameter_value THEN
            NULL;
          END;
        END LOOP;
        IF NOT pg_catalog.pg_try_advisory_lock(${runKey}) THEN
          RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = ${running},
            HINT = 'Wait until it has ended; its client may have died.';
        END IF;
      END
      """;

    private static final String END =
            """
      DO $livepartition$
      BEGIN
        PERFORM pg_catalog.pg_advisory_unlock(${runKey});
        RESET lock_timeout;
        RESET idle_in_transaction_session_timeout;
        RESET application_name;
        RESET client_connection_check_interval;
        RESET standard_conforming_strings;
        RESET default_tablespace;
        RESET default_table_access_method;
        IF pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL THEN
          EXECUTE 'RESET transaction_timeout';
        END IF;
      END
      $livepartition$""";
}
