// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.plan.Finding;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What pg_stat_statements itself has gathered, on a server that has loaded its library. */
@PostgresTest(crash = true)
class StatementStatisticsIT {

    private static final Request REQUEST =
            Request.of("Sales", "Ev\"ents", "A t", "month")
                    .primaryKey("id", "A t")
                    .boundary("2027-03-01");

    @Test
    void nameTheStatementsThatDoNotPrune(TestDatabase database) throws Exception {
        database.asSuperuser("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
        database.crash();
        database.asSuperuser("CREATE EXTENSION pg_stat_statements");
        database.query(
                "CREATE TABLE \"Sales\".\"Ev\"\"ents\" (id bigint PRIMARY KEY, \"A t\" date NOT NULL, n integer)");
        try (Connection application = database.owner()) {
            for (int id = 0; id < 3; id++) {
                run(
                        application,
                        "UPDATE \"Sales\".\"Ev\"\"ents\"\n SET n = n + 1 WHERE id = ?",
                        id);
            }
            run(
                    application,
                    "SELECT n FROM \"Sales\".\"Ev\"\"ents\" WHERE id = ? AND \"A t\" = '2026-05-05'",
                    4);
        }
        assertThat(found(database))
                .containsExactly(
                        "warning: a statement does not name \"A t\". It ran 3 times: UPDATE \"Sales\".\"Ev\"\"ents\" SET n = n + $2 WHERE id = $1."
                                + " It will look into every partition: let it say \"A t\" where it can.");
    }

    private static void run(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.execute();
        }
    }

    private static List<String> found(TestDatabase database) throws SQLException {
        try (Connection connection = database.owner()) {
            return Planning.conversion(connection, REQUEST.conversion()).findings().stream()
                    .map(Finding::line)
                    .filter(line -> line.contains("statement"))
                    .toList();
        }
    }
}
