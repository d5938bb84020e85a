// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.script.Script;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The standard fixture, copied as a whole, and back. */
@PostgresTest
class CopyIT {

    private static final Request REQUEST = Orders.request().copy();

    private static final String ROWS =
            "SELECT count(*), sum(hashtextextended(o::text, 0)) FROM " + Orders.NAME + " AS o";

    @Test
    void carriesEverythingOverAndBack(TestDatabase database) throws Exception {
        Orders.create(database, 20_000);
        Orders.grant(database);
        List<String> before = Definition.of(database);
        List<String> rows = database.query(ROWS);

        Runs.convert(database, REQUEST);
        assertThat(database.query(ROWS)).isEqualTo(rows);
        assertThat(
                        database.query(
                                "SELECT count(*) > 20 FROM (SELECT DISTINCT tableoid FROM "
                                        + Orders.NAME
                                        + ") AS partitions"))
                .containsExactly("t");
        List<String> converted = Definition.of(database);

        Runs.revert(database, REQUEST);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(database.query(ROWS)).isEqualTo(rows);

        Runs.convert(database, REQUEST);
        assertThat(Definition.of(database)).containsExactlyElementsOf(converted);
        assertThat(Runs.convert(database, REQUEST)).hasSize(1);
    }

    @Test
    void keepsWhatIsWrittenAfterTheSwitch(TestDatabase database) throws Exception {
        Orders.create(database, 5_000);
        Runs.convert(database, REQUEST);
        database.query(
                """
                DELETE FROM "Sales"."Ord""ers" WHERE "Id" % 7 = 0;
                UPDATE "Sales"."Ord""ers" SET amount = amount + 1 WHERE "Id" % 5 = 0;
                UPDATE "Sales"."Ord""ers" SET "Created At" = "Created At" + interval '40 days' WHERE "Id" % 11 = 0;
                UPDATE "Sales"."Ord""ers" SET "Id" = "Id" + 1000000 WHERE "Id" % 13 = 0;
                INSERT INTO "Sales"."Ord""ers" ("Cust""omer", "Created At", amount)
                  SELECT g % 100 + 1, timestamptz '2024-12-01' + g * interval '1 hour', g FROM generate_series(1, 1000) g;
                """);
        List<String> rows = database.query(ROWS);
        Runs.revert(database, REQUEST);
        assertThat(database.query(ROWS)).isEqualTo(rows);
    }

    @Test
    void leavesNothingButTheTableInTheEnd(TestDatabase database) throws Exception {
        Orders.create(database, 2_000);
        Runs.convert(database, REQUEST);
        Runs.dropLegacy(database, REQUEST);
        assertThat(
                        database.query(
                                """
                                SELECT relname FROM pg_class WHERE relnamespace = '"Sales"'::regnamespace AND relkind IN ('r', 'p')
                                  AND relname !~ '_y20' ORDER BY relname
                                """))
                .containsExactly("Custo mer", "Ord\"ers");
        assertThat(
                        database.query(
                                "SELECT proname FROM pg_proc WHERE pronamespace = '\"Sales\"'::regnamespace ORDER BY 1"))
                .containsExactly("seen", "touch");
        assertThat(
                        database.query(
                                """
                                SELECT DISTINCT convalidated, conparentid <> 0, conrelid::regclass = '"Sales"."Ord""ers"'::regclass FROM pg_constraint
                                 WHERE contype = 'f' AND conname !~ '_fkey' ORDER BY 3
                                """))
                .containsExactly("t|t|f", "t|f|t");
        assertThat(Runs.dropLegacy(database, REQUEST)).hasSize(1);
    }

    @Test
    void scriptsDoWhatTheRunnerDoes(TestDatabase database) throws Exception {
        Orders.create(database, 1_000);
        Orders.grant(database);
        List<String> before = Definition.of(database);
        ScriptFile there = script(database, false);
        ScriptFile back = script(database, true);
        TestDatabase byPsql = database.copy();
        TestDatabase byJdbc = database.copy();
        Runs.convert(database, REQUEST);
        List<String> converted = Definition.of(database);
        there.runByPsql(byPsql);
        assertThat(Definition.of(byPsql)).containsExactlyElementsOf(converted);
        there.runByJdbc(byJdbc);
        assertThat(Definition.of(byJdbc)).containsExactlyElementsOf(converted);
        back.runByPsql(byPsql);
        assertThat(Definition.of(byPsql)).containsExactlyElementsOf(before);
        back.runByJdbc(byJdbc);
        assertThat(Definition.of(byJdbc)).containsExactlyElementsOf(before);
    }

    private static ScriptFile script(TestDatabase database, boolean back) throws SQLException {
        try (Connection connection = database.owner()) {
            return new ScriptFile(
                    Script.of(
                                    back
                                            ? Planning.futureReversion(
                                                    connection, REQUEST.conversion())
                                            : Planning.conversion(connection, REQUEST.conversion()))
                            .text());
        }
    }
}
