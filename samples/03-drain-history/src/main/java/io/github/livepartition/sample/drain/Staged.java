// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.drain;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** How far the move is, as anybody can see it in the database. */
record Staged(String url, String owner) {

    /** Copied, indexed, compared and in step. */
    long months() throws SQLException {
        try (var connection = connect()) {
            return text(connection, "SELECT to_regclass('app.orders_legacy_ranges')") == null
                    ? 0
                    : Long.parseLong(
                            text(
                                    connection,
                                    "SELECT count(*) FROM app.orders_legacy_ranges WHERE vacuumed"));
        }
    }

    /** Ends the session that is at it, as an administrator would; false if there is none. */
    boolean terminate() throws SQLException {
        try (var connection = connect()) {
            var query =
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name LIKE 'partition app.orders%'
                        AND pg_terminate_backend(pid)""";
            return !text(connection, query).equals("0");
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, owner, "");
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
