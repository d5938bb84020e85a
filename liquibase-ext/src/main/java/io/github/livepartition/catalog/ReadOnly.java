// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/**
 * Runs queries in one snapshot with settings that make PostgreSQL's output predictable, and undoes
 * the settings.
 */
final class ReadOnly {

    private ReadOnly() {}

    interface Work<T> {
        T run() throws SQLException;
    }

    static <T> T in(Connection connection, Work<T> work) throws SQLException {
        return connection.getAutoCommit()
                ? ownTransaction(connection, work)
                : savepoint(connection, work);
    }

    private static <T> T ownTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            execute(connection, Fingerprint.SETTINGS.text());
            return work.run();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static <T> T savepoint(Connection connection, Work<T> work) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            execute(connection, Fingerprint.SETTINGS.text());
            return work.run();
        } finally {
            connection.rollback(savepoint);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
