// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** One thread's connection: its statements stay prepared over the conversion, and each is timed. */
final class Session implements AutoCloseable {
    private final Settings settings;
    private final String name;
    private final boolean simple;
    private final Timings timings = new Timings();
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private Connection connection;
    private int isolation = Connection.TRANSACTION_READ_COMMITTED;

    /**
     * Prepared statements go through the extended query protocol, all other text through the simple
     * one: there an EXECUTE takes its snapshot before its locks (in the extended protocol the
     * message Describe has it take the locks first). With {@code simple} everything is plain text.
     */
    Session(Settings settings, String name, boolean simple) {
        this.settings = settings;
        this.name = name;
        this.simple = simple;
    }

    /** A call that may fail as JDBC does. */
    interface Call<T> {
        T run() throws SQLException;
    }

    Connection connection() throws SQLException {
        if (connection == null) {
            var properties = new Properties();
            properties.setProperty("user", settings.user());
            properties.setProperty("password", settings.password());
            properties.setProperty("ApplicationName", "application " + name);
            properties.setProperty("prepareThreshold", "1");
            properties.setProperty("preferQueryMode", simple ? "simple" : "extendedForPrepared");
            connection = DriverManager.getConnection(settings.url(), properties);
        }
        return connection;
    }

    /** A statement that is prepared once and then kept. */
    PreparedStatement prepare(String sql) throws SQLException {
        var known = prepared.get(sql);
        if (known == null) {
            known = connection().prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    PreparedStatement prepare(String sql, Object... values) throws SQLException {
        var statement = prepare(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** SQL-level PREPARE, once in the life of the connection. */
    void prepareNamed(String statement, String sql) throws SQLException {
        if (!named.contains(statement)) {
            execute("PREPARE %s AS %s".formatted(statement, sql));
            named.add(statement);
        }
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** The level stays that of the session, also for single statements. */
    void begin(int level) throws SQLException {
        connection().setTransactionIsolation(level);
        isolation = level;
        connection().setAutoCommit(false);
    }

    /** Whether a statement's snapshot may be older than its locks, whatever the statement. */
    boolean keepsSnapshot() {
        return isolation > Connection.TRANSACTION_READ_COMMITTED;
    }

    void readCommitted() throws SQLException {
        if (keepsSnapshot() && !inTransaction()) {
            connection().setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            isolation = Connection.TRANSACTION_READ_COMMITTED;
        }
    }

    boolean inTransaction() throws SQLException {
        return !connection().getAutoCommit();
    }

    void commit() throws SQLException {
        timed(
                Kind.COMMIT,
                () -> {
                    connection().commit();
                    return null;
                });
        connection().setAutoCommit(true);
    }

    void rollback() throws SQLException {
        connection().rollback();
        connection().setAutoCommit(true);
    }

    <T> T timed(Kind kind, Call<T> call) throws SQLException {
        return timed(kind, 0, call);
    }

    /** Times a statement that itself sleeps for {@code allowance} nanoseconds. */
    <T> T timed(Kind kind, long allowance, Call<T> call) throws SQLException {
        long begin = System.nanoTime();
        try {
            return call.run();
        } finally {
            timings.add(kind, begin, Math.max(0, System.nanoTime() - begin - allowance));
        }
    }

    Timings timings() {
        return timings;
    }

    /** After an error: the transaction is gone, and the connection too if it does not answer. */
    void recover() {
        try {
            if (connection != null && inTransaction()) {
                rollback();
            }
            if (connection != null && connection.isValid(5)) {
                return;
            }
        } catch (SQLException e) {
            // The fault is already in the journal; all that is left is to connect anew.
        }
        close();
    }

    @Override
    public void close() {
        prepared.clear();
        named.clear();
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // Nothing more can be lost with it.
        }
        connection = null;
        isolation = Connection.TRANSACTION_READ_COMMITTED;
    }
}
