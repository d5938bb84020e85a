// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.script.Script;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed does what the runner does, whoever runs it, on another copy of the database. */
@PostgresTest
class ScriptIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    private static final String LATER_ROWS =
            """
            INSERT INTO "Sales"."Ord""ers" ("Cust""omer", "Created At", amount)
              SELECT g %% 100 + 1, timestamptz '2027-02-27 12:00+00' + g * interval '1 hour', g FROM generate_series(1, %d) g;
            """;

    private static final String ROWS =
            "SELECT count(*), sum(hashtextextended(o::text, 0)) FROM \"Sales\".\"Ord\"\"ers\" AS o";

    @Test
    void doesWhatTheRunnerDoes(TestDatabase database) throws Exception {
        Orders.create(database, 500);
        Orders.grant(database);
        var before = Definition.of(database);
        var there = script(database, false);
        var back = script(database, true);
        TestDatabase byPsql = database.copy();
        TestDatabase byJdbc = database.copy();

        Runs.convert(database, REQUEST);
        var converted = Definition.of(database);
        there.runByPsql(byPsql);
        assertThat(Definition.of(byPsql)).containsExactlyElementsOf(converted);
        there.runByJdbc(byJdbc);
        assertThat(Definition.of(byJdbc)).containsExactlyElementsOf(converted);

        for (TestDatabase each : List.of(database, byPsql, byJdbc)) {
            // some before the boundary, more after it than one transaction takes back
            each.query(LATER_ROWS.formatted(each == byJdbc ? 100 : 2000));
        }
        var rows = database.query(ROWS);
        Runs.revert(database, REQUEST);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        back.runByPsql(byPsql);
        assertThat(Definition.of(byPsql)).containsExactlyElementsOf(before);
        assertThat(byPsql.query(ROWS)).isEqualTo(rows).isEqualTo(database.query(ROWS));
        back.runByJdbc(byJdbc);
        assertThat(Definition.of(byJdbc)).containsExactlyElementsOf(before);
        assertThat(byJdbc.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("600");
    }

    /** Settings that pgjdbc would overrule; the script was printed without them. */
    @Test
    void doesTheSameUnderOddSettings(TestDatabase database) throws Exception {
        Orders.create(database, 300);
        database.query(
                """
                ALTER TABLE "Sales"."Ord""ers" ADD COLUMN span interval DEFAULT '1 day 02:03', ADD COLUMN raw bytea DEFAULT '\\x5c00',
                  ADD COLUMN back text DEFAULT E'\\\\n''', ADD CHECK (note <> E'a\\\\b'), ADD CHECK ("Created At" > '2020-03-04 05:06+00');
                """);
        var before = Definition.of(database);
        var there = script(database, false);
        var back = script(database, true);
        TestDatabase odd = database.copy();
        Runs.convert(database, REQUEST);
        for (String setting :
                List.of(
                        "\"TimeZone\" = 'Pacific/Apia'",
                        "\"DateStyle\" = 'SQL, DMY'",
                        "\"IntervalStyle\" = 'iso_8601'",
                        "bytea_output = 'escape'",
                        "standard_conforming_strings = off",
                        "escape_string_warning = off",
                        "quote_all_identifiers = on",
                        "search_path = 'Sales'",
                        "statement_timeout = '1min'",
                        "lock_timeout = '1min'",
                        "default_transaction_isolation = 'serializable'",
                        "check_function_bodies = off",
                        "transform_null_equals = on",
                        "array_nulls = off",
                        "synchronous_commit = off",
                        "plpgsql.variable_conflict = 'use_variable'",
                        "plpgsql.extra_errors = 'all'")) {
            database.asSuperuser(
                    "ALTER ROLE \"%s\" SET %s"
                            .formatted(database.ownerUser().replace("\"", "\"\""), setting));
        }
        there.runByPsql(odd);
        resetSettings(database);
        assertThat(Definition.of(odd)).containsExactlyElementsOf(Definition.of(database));
        odd.query(LATER_ROWS.formatted(1200));
        back.runByPsql(odd);
        assertThat(Definition.of(odd)).containsExactlyElementsOf(before);
    }

    private static void resetSettings(TestDatabase database) {
        database.asSuperuser(
                "ALTER ROLE \"%s\" RESET ALL"
                        .formatted(database.ownerUser().replace("\"", "\"\"")));
    }

    @Test
    void isMadeOfTheStatementsThatRun(TestDatabase database) throws Exception {
        Orders.create(database, 10);
        for (boolean back : new boolean[] {false, true}) {
            Script script = Script.of(plan(database, back));
            assertThat(new ScriptFile(script.text()).statements())
                    .containsExactlyElementsOf(script.statements());
        }
    }

    @Test
    void saysThatNothingIsLeftToDo(TestDatabase database) throws Exception {
        Orders.create(database, 10);
        Runs.convert(database, REQUEST);
        var converted = Definition.of(database);
        var again = script(database, false);
        assertThat(again.text())
                .isEqualTo(
                        """
                        -- LivePartition: partition "Sales"."Ord""ers" by range ("Created At")
                        -- Nothing is left to do.
                        SELECT 1;
                        """);
        again.runByPsql(database);
        assertThat(Definition.of(database)).containsExactlyElementsOf(converted);
    }

    private static ScriptFile script(TestDatabase database, boolean back) throws SQLException {
        return new ScriptFile(Script.of(plan(database, back)).text());
    }

    private static Plan plan(TestDatabase database, boolean back) throws SQLException {
        try (Connection connection = database.owner()) {
            return back
                    ? Planning.futureReversion(connection, REQUEST.conversion())
                    : Planning.conversion(connection, REQUEST.conversion());
        }
    }
}
