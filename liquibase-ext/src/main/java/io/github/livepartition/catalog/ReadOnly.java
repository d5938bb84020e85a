// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * Runs queries in one snapshot with settings that make PostgreSQL's output predictable, and undoes
 * the settings.
 *
 * <p>To look at a definition takes a short lock on the table, and on others that it names. Where
 * the application has locked one of them and wants another, somebody has to give way before
 * PostgreSQL chooses (deadlock_timeout, 1 s): it is always us.
 */
final class ReadOnly {

    private static final String GIVE_WAY =
            """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
            SET LOCAL lock_timeout = 200;
            """;

    /**
     * To plan such a query takes longer than to run it. So a driver that prepares what it is asked
     * again and again has it planned once, and nothing is compiled for it. No query may set this:
     * it would take the snapshot.
     */
    private static final String CHEAPLY =
            """
            SET LOCAL plan_cache_mode = force_generic_plan;
            SET LOCAL jit = off;
            """;

    /** The first that knows these settings; an older server is refused by whoever asks. */
    private static final int CHEAPLY_FROM = 12;

    private static final Set<String> LOCKED = Set.of("55P03", "40P01");
    private static final int ATTEMPTS = 200;
    private static final long PAUSE_MILLIS = 100;

    private ReadOnly() {}

    interface Work<T> {
        T run() throws SQLException;
    }

    static <T> T in(Connection connection, Work<T> work) throws SQLException {
        if (!connection.getAutoCommit()) {
            return savepoint(connection, work);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return ownTransaction(connection, work);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !LOCKED.contains(e.getSQLState())) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    /** On a connection in autocommit; empty where somebody else has locked what is looked at. */
    static <T> Optional<T> once(Connection connection, Work<T> work) throws SQLException {
        try {
            return Optional.of(ownTransaction(connection, work));
        } catch (SQLException e) {
            if (LOCKED.contains(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void pause(SQLException cause) throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    private static <T> T ownTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        return ended(
                () -> {
                    execute(connection, GIVE_WAY + settings(connection));
                    return work.run();
                },
                () -> {
                    connection.rollback();
                    connection.setAutoCommit(true);
                });
    }

    private static String settings(Connection connection) throws SQLException {
        boolean cheaply = connection.getMetaData().getDatabaseMajorVersion() >= CHEAPLY_FROM;
        return (cheaply ? CHEAPLY : "") + Fingerprint.SETTINGS.text();
    }

    private static <T> T savepoint(Connection connection, Work<T> work) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        return ended(
                () -> {
                    execute(connection, settings(connection));
                    return work.run();
                },
                () -> connection.rollback(savepoint));
    }

    private interface End {
        void run() throws SQLException;
    }

    /** As try and finally; but what the work throws is not lost when the end fails, too. */
    private static <T> T ended(Work<T> work, End end) throws SQLException {
        T result;
        try {
            result = work.run();
        } catch (SQLException | RuntimeException e) {
            try {
                end.run();
            } catch (SQLException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
        end.run();
        return result;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
