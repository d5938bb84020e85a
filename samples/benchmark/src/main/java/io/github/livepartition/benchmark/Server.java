// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * PostgreSQL with the durability of a real one, and without what would come now and then: a
 * checkpoint or an autovacuum in the turn of one contestant and not of the other.
 */
final class Server implements AutoCloseable {

    private static final String OWNER = "shop";

    private final EmbeddedPostgres postgres;

    private Server(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static Server start(String fsync) throws IOException, SQLException {
        Server server =
                new Server(
                        EmbeddedPostgres.builder()
                                .setPGStartupWait(Duration.ofMinutes(1))
                                .setLocaleConfig("locale", "C.UTF-8")
                                .setServerConfig("fsync", fsync)
                                .setServerConfig("full_page_writes", "on")
                                .setServerConfig("synchronous_commit", "on")
                                .setServerConfig("autovacuum", "off")
                                .setServerConfig("checkpoint_timeout", "1h")
                                .setServerConfig("max_wal_size", "32GB")
                                .setServerConfig("shared_buffers", "1GB")
                                .setServerConfig("maintenance_work_mem", "256MB")
                                .start());
        server.administrate("CREATE ROLE " + OWNER + " LOGIN IN ROLE pg_read_all_stats");
        server.administrate("CREATE DATABASE " + OWNER + " OWNER " + OWNER);
        return server;
    }

    /** As the owner of the table, who is no superuser. */
    Connection connect() throws SQLException {
        return connect(OWNER);
    }

    Connection connect(String database) throws SQLException {
        return postgres.getDatabase(OWNER, database).getConnection();
    }

    /** A database with what the owner's has by now; nobody may be connected to that. */
    void copyDatabase(String name) throws SQLException {
        administrate("CREATE DATABASE %s TEMPLATE %s OWNER %s".formatted(name, OWNER, OWNER));
    }

    void dropDatabase(String name) throws SQLException {
        administrate("DROP DATABASE " + name);
    }

    /** So that each contestant pays for the full page images of its own pages. */
    void checkpoint() throws SQLException {
        administrate("CHECKPOINT");
    }

    private void administrate(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            execute(connection, sql);
        }
    }

    static void execute(Connection connection, String... texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : texts) {
                statement.execute(sql);
            }
        }
    }

    static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    /** How much WAL was ever written, in bytes. */
    static long wal(Connection connection) throws SQLException {
        return number(
                connection, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
