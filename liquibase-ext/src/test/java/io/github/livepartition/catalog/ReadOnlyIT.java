// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

@PostgresTest
class ReadOnlyIT {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysWhatHasEndedTheSession(boolean autocommit, TestDatabase db) throws Exception {
        try (Connection connection = db.owner()) {
            connection.setAutoCommit(autocommit);
            assertThatThrownBy(() -> ReadOnly.in(connection, () -> terminate(db, connection)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("terminating connection due to administrator command")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesTheSessionAsItWas(boolean autocommit, TestDatabase db) throws Exception {
        try (Connection connection = db.owner()) {
            connection.setAutoCommit(autocommit);
            List<String> before = settings(connection);
            List<String> within = ReadOnly.in(connection, () -> settings(connection));
            assertThat(within).contains("jit off", "plan_cache_mode force_generic_plan");
            assertThat(before).doesNotContain("plan_cache_mode force_generic_plan");
            assertThat(settings(connection)).isEqualTo(before);
        }
    }

    private static List<String> settings(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                "SELECT name || ' ' || setting AS setting FROM pg_settings",
                row -> row.text("setting"));
    }

    private static int terminate(TestDatabase db, Connection connection) throws SQLException {
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        db.asSuperuser("SELECT pg_terminate_backend(%d, 60000)".formatted(pid));
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
        return pid;
    }
}
