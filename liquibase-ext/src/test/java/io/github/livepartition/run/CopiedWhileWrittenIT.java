// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same is written to a table and to its twin between any two stages of a conversion by copy, of
 * its way back and of a second conversion: no statement fails, and the two are equal each time.
 */
@PostgresTest
class CopiedWhileWrittenIT {

    private static final Request REQUEST =
            Request.of("Sales", "t", "at", "month").primaryKey("id", "at").copy();

    private static final String TABLE = "\"Sales\".t";
    private static final String TWIN = "\"Sales\".twin";

    @ParameterizedTest
    @EnumSource(Enemy.class)
    void staysEqualToItsTwin(Enemy enemy, TestDatabase database) throws Exception {
        enemy.create().forEach(sql -> both(database, sql));
        try (Connection writer = database.owner()) {
            Stages.walk(
                    database,
                    REQUEST,
                    (number, stages) -> {
                        assertThat(differences(database)).as("after %s", stages).isEmpty();
                        write(writer, enemy, number, stages);
                        assertThat(differences(database)).as("after %s", stages).isEmpty();
                    });
        }
        Runs.dropLegacy(database, REQUEST);
        assertThat(differences(database)).isEmpty();
    }

    private static void write(Connection writer, Enemy enemy, int number, List<String> stages)
            throws SQLException {
        for (String sql : enemy.writes()) {
            String numbered = sql.replace("$n", Integer.toString(number));
            try {
                Orders.execute(writer, numbered.replace("$t", TABLE));
            } catch (SQLException e) {
                throw new SQLException("after %s: %s".formatted(stages, sql), e.getSQLState(), e);
            }
            Orders.execute(writer, numbered.replace("$t", TWIN));
        }
    }

    private static void both(TestDatabase database, String sql) {
        database.query(sql.replace("$t", TABLE));
        if (sql.contains("$t")) {
            database.query(sql.replace("$t", TWIN));
        }
    }

    private static List<String> differences(TestDatabase database) {
        return database.query(
                """
                SELECT n, d FROM (
                  SELECT 1 AS n, d FROM (SELECT x::text FROM %1$s AS x EXCEPT ALL SELECT x::text FROM %2$s AS x) AS d
                  UNION ALL SELECT 2, d FROM (SELECT x::text FROM %2$s AS x EXCEPT ALL SELECT x::text FROM %1$s AS x) AS d) AS d
                """
                        .formatted(TABLE, TWIN));
    }
}
