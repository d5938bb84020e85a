// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A second server that replays what the first one writes; made from a backup of it. */
public final class Standby {

    private static final int WITH_PG_BACKUP_START = 150_000;

    private final EmbeddedServer primary;
    private final Path data;
    private final String name;
    private final int port;

    private Standby(EmbeddedServer primary, Path data, String name, int port) {
        this.primary = primary;
        this.data = data;
        this.name = name;
        this.port = port;
    }

    static Standby of(EmbeddedServer primary, Connection connection, Path from, String name)
            throws SQLException {
        try {
            Path data = from.resolveSibling(UUID.randomUUID().toString());
            Standby standby = new Standby(primary, data, name, freePort());
            Rows.of(
                    connection,
                    "SELECT pg_create_physical_replication_slot('%s', true)".formatted(name));
            standby.back(connection, from);
            standby.configure();
            standby.start();
            return standby;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The binaries have no pg_basebackup. */
    private void back(Connection connection, Path from) throws SQLException, IOException {
        boolean old =
                Integer.parseInt(Rows.of(connection, "SHOW server_version_num").get(0))
                        < WITH_PG_BACKUP_START;
        Rows.of(
                connection,
                old
                        ? "SELECT pg_start_backup('s', true, false)"
                        : "SELECT pg_backup_start('s', true)");
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(file -> isPartOfTheBackup(from.relativize(file))).toList();
        }
        for (Path file : files) {
            copy(file, data.resolve(from.relativize(file)));
        }
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        String label =
                old
                        ? "SELECT labelfile FROM pg_stop_backup(false)"
                        : "SELECT labelfile FROM pg_backup_stop(false)";
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(label)) {
            row.next();
            Files.writeString(data.resolve("backup_label"), row.getString(1));
        }
    }

    private static boolean isPartOfTheBackup(Path file) {
        return !file.equals(Path.of("postmaster.pid"))
                && !file.equals(Path.of("postmaster.opts"))
                && !(file.startsWith("pg_wal") && file.toString().matches("pg_wal/[0-9A-F]{24}"))
                && !(file.startsWith("pg_replslot") && file.getNameCount() > 1);
    }

    private static void copy(Path file, Path to) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                Files.createDirectories(to);
            } else {
                Files.copy(file, to);
            }
        } catch (NoSuchFileException e) {
            // dropped meanwhile: what is replayed does not need it
        }
    }

    private void configure() throws IOException {
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                """
                primary_conninfo = 'host=localhost port=%d user=%s application_name=%s'
                primary_slot_name = '%s'
                """
                        .formatted(primary.port(), primary.superuser(), name, name),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    public void start() {
        primary.control(
                data,
                "-o",
                "-p %d -c fsync=off -c max_connections=300 -c max_prepared_transactions=10 -c listen_addresses=localhost"
                        .formatted(port),
                "start");
    }

    public void stop() {
        primary.control(data, "-m", "fast", "stop");
    }

    /** Runs SQL as the superuser in one of its databases. */
    public List<String> ask(String database, String sql) throws SQLException {
        String url = "jdbc:postgresql://localhost:%d/%s".formatted(port, database);
        try (Connection connection =
                DriverManager.getConnection(
                        url, primary.superuser(), primary.superuserPassword())) {
            return Rows.of(connection, sql);
        }
    }

    /** Until it has replayed what is written by now. */
    public void await(TestDatabase database) throws SQLException, InterruptedException {
        String replayed =
                "SELECT pg_last_wal_replay_lsn() >= '%s'"
                        .formatted(database.asSuperuser("SELECT pg_current_wal_lsn()").get(0));
        for (int i = 0; !ask("postgres", replayed).equals(List.of("t")); i++) {
            if (i > 1200) {
                throw new IllegalStateException("standby %s does not follow".formatted(name));
            }
            Thread.sleep(50);
        }
    }

    /** Stops it, and has the first server keep nothing for it any longer. */
    public void close(TestDatabase database) throws InterruptedException, IOException {
        primary.control(data, "-m", "immediate", "stop");
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        String drop =
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '%s' AND NOT active"
                        .formatted(name);
        while (database.asSuperuser(drop).isEmpty()) {
            Thread.sleep(50);
        }
    }
}
