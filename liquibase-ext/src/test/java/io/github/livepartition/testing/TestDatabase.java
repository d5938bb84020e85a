// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A database for one test, owned by an ordinary role, with a schema {@code "Sales"} of that role's.
 *
 * <p>Closing it closes every connection it gave out, and drops it with its roles.
 */
public final class TestDatabase implements AutoCloseable {

    private static final String OWNER = "Own\"er";
    private static final String PASSWORD = "secret";

    private final TestServer server;
    private final String name;

    /** By title, the real name; shared with the copies. */
    private final Map<String, String> roles;

    private final boolean isCopy;
    private final List<AutoCloseable> open = new ArrayList<>();

    private TestDatabase(TestServer server, Map<String, String> roles, boolean isCopy) {
        this.server = server;
        this.name = "Lp_" + UUID.randomUUID().toString().substring(0, 13).replace("-", "");
        this.roles = roles;
        this.isCopy = isCopy;
    }

    /** A fresh one on the build's server, for code that is no JUnit test; the caller closes it. */
    public static TestDatabase create() {
        return on(TestServer.shared());
    }

    static TestDatabase on(TestServer server) {
        var database = new TestDatabase(server, new ConcurrentHashMap<>(), false);
        database.create("");
        database.asSuperuser(
                "CREATE SCHEMA \"Sales\" AUTHORIZATION %1$s; ALTER SCHEMA public OWNER TO %1$s"
                        .formatted(quoted(database.ownerUser())));
        return database;
    }

    /**
     * A second database with the same content and owner, closed with this one at the latest.
     *
     * <p>PostgreSQL copies only a database that nobody uses: every session in this one is ended.
     */
    public synchronized TestDatabase copy() {
        var copy = new TestDatabase(server, roles, true);
        closeOpen(false);
        endSessions();
        copy.create("TEMPLATE %s".formatted(quoted(name)));
        open.add(copy);
        return copy;
    }

    public String name() {
        return name;
    }

    /** The JDBC address, without user and password. */
    public String url() {
        return server.url(name);
    }

    /** A new connection of the owner, an ordinary role. */
    public Connection owner() throws SQLException {
        return connect(ownerUser(), ownerPassword());
    }

    public String ownerUser() {
        return role(OWNER).user();
    }

    public String ownerPassword() {
        return PASSWORD;
    }

    /** A new connection of the server's superuser. */
    public Connection superuser() throws SQLException {
        return connect(superuserUser(), superuserPassword());
    }

    public String superuserUser() {
        return server.superuser();
    }

    public String superuserPassword() {
        return server.superuserPassword();
    }

    /** An ordinary role of this database, created at the first call; its real name is unique. */
    public TestRole role(String title) {
        return new TestRole(this, roles.computeIfAbsent(title, this::createRole), PASSWORD);
    }

    private String createRole(String title) {
        String user = title + " " + name;
        onServer("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(quoted(user), PASSWORD));
        return user;
    }

    /**
     * Runs SQL as the owner on a connection of its own; what the last query answered, as psql -At
     * shows it.
     */
    public List<String> query(String sql) {
        return run(ownerUser(), ownerPassword(), url(), sql);
    }

    /** Like {@link #query}, for a text that answers one row. */
    public String one(String sql) {
        List<String> rows = query(sql);
        if (rows.size() != 1) {
            throw new IllegalStateException("%d rows: %s".formatted(rows.size(), sql));
        }
        return rows.get(0);
    }

    /** Runs SQL as the superuser on a connection of its own. */
    public List<String> asSuperuser(String sql) {
        return run(superuserUser(), superuserPassword(), url(), sql);
    }

    /** Runs SQL as the superuser in another database, after every session in this one has ended. */
    public synchronized void fromOutside(String sql) {
        closeOpen(false);
        endSessions();
        onServer(sql);
    }

    /** A named session of the owner's on a thread of its own. */
    public Session session(String title) throws SQLException {
        return session(title, owner());
    }

    public Session session(String title, Connection connection) throws SQLException {
        var session = Session.open(title, connection, superuser());
        synchronized (this) {
            open.add(session);
        }
        return session;
    }

    public int majorVersion() {
        return Integer.parseInt(onServer("SHOW server_version_num").get(0)) / 10_000;
    }

    /**
     * Whether {@link #crash} works: only in a class annotated {@code @PostgresTest(crash = true)}.
     */
    public boolean canCrash() {
        return server instanceof EmbeddedServer && server != TestServer.shared();
    }

    /**
     * Immediate shutdown of the server and a new start at the same address: every connection
     * breaks.
     */
    public void crash() {
        if (!canCrash()) {
            throw new IllegalStateException("annotate the class with @PostgresTest(crash = true)");
        }
        server.crash();
    }

    /** A streaming standby of the server, where that can crash; the caller closes it. */
    public Standby standby(String title) {
        if (!canCrash()) {
            throw new IllegalStateException("annotate the class with @PostgresTest(crash = true)");
        }
        return ((EmbeddedServer) server).standby(title);
    }

    Connection connect(String user, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        // what the catalog is asked in each plan is planned once, as it is from a longer run's
        // fifth on
        properties.setProperty("prepareThreshold", "1");
        Connection connection = DriverManager.getConnection(url(), properties);
        synchronized (this) {
            open.add(connection);
        }
        return connection;
    }

    @Override
    public synchronized void close() {
        closeOpen(true);
        rollBackPrepared();
        onServer("DROP DATABASE %s WITH (FORCE)".formatted(quoted(name)));
        if (!isCopy) {
            roles.values().forEach(user -> onServer("DROP ROLE %s".formatted(quoted(user))));
        }
    }

    private void create(String options) {
        onServer(
                "CREATE DATABASE %s OWNER %s %s"
                        .formatted(quoted(name), quoted(ownerUser()), options));
    }

    private void closeOpen(boolean copiesToo) {
        for (AutoCloseable each : List.copyOf(open)) {
            if (copiesToo || !(each instanceof TestDatabase)) {
                closeQuietly(each);
                open.remove(each);
            }
        }
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            // broken by the test, or by a crash: nothing left to close
        }
    }

    private void endSessions() {
        onServer(
                """
                SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '%s'
                """
                        .formatted(name));
    }

    /** What a test left behind in two-phase commit would keep the database from being dropped. */
    private void rollBackPrepared() {
        onServer(
                        """
                        SELECT format('ROLLBACK PREPARED %%L', gid) FROM pg_prepared_xacts WHERE database = '%s'
                        """
                                .formatted(name))
                .forEach(this::asSuperuser);
    }

    private List<String> onServer(String sql) {
        return run(superuserUser(), superuserPassword(), server.url("postgres"), sql);
    }

    private static List<String> run(String user, String password, String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            return Rows.of(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + sql, e);
        }
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
