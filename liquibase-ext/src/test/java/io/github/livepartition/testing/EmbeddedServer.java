// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The binaries from Maven Central, in a cluster of its own. */
final class EmbeddedServer implements TestServer {

    private static final int ATTEMPTS = 3;

    private final EmbeddedPostgres postgres;
    private final Path data;

    private EmbeddedServer(EmbeddedPostgres postgres, Path data) {
        this.postgres = postgres;
        this.data = data;
    }

    /** Tries again when another build has taken the port between its choice and its use. */
    static EmbeddedServer start() {
        for (int attempt = 1; ; attempt++) {
            try {
                EmbeddedServer server = launch();
                if (server.isOurs()) {
                    server.requireTheMajorAskedFor();
                    return server;
                }
                server.close();
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
                }
            }
        }
    }

    private static EmbeddedServer launch() throws IOException {
        // Not below embedded-pg, which the next server sweeps: a JVM that starts a second one loses
        // the lock on the directory of its first, which is then swept while it runs.
        Path data =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "livepartition-pg",
                        UUID.randomUUID().toString());
        EmbeddedPostgres postgres =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .setLocaleConfig("locale", "C.UTF-8")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("max_prepared_transactions", "10")
                        .start();
        return new EmbeddedServer(postgres, data);
    }

    private boolean isOurs() {
        return ask("SHOW data_directory").equals(data.toString());
    }

    private void requireTheMajorAskedFor() {
        String asked = System.getProperty("postgres", "");
        String found = ask("SHOW server_version");
        if (!asked.isEmpty() && !found.startsWith(asked + ".")) {
            close();
            throw new IllegalStateException(
                    "-Dpostgres=%s: the class path has PostgreSQL %s".formatted(asked, found));
        }
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), database);
    }

    @Override
    public String superuser() {
        return "postgres";
    }

    @Override
    public String superuserPassword() {
        return "";
    }

    @Override
    public void crash() {
        control(data, "-m", "immediate", "restart");
    }

    /** A streaming standby of this server, which keeps the WAL for it in a slot. */
    Standby standby(String name) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            return Standby.of(this, connection, data, name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return postgres.getPort();
    }

    /** What pg_ctl does with a cluster; the server is up. */
    void control(Path cluster, String... arguments) {
        String bin = ask("SELECT setting FROM pg_catalog.pg_config WHERE name = 'BINDIR'");
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) { // how a root starts a server that refuses root
            command.addAll(List.of("unshare", "-U"));
        }
        String log = cluster.resolve("restart.log").toString();
        command.addAll(List.of(bin + "/pg_ctl", "-D", cluster.toString(), "-l", log));
        command.addAll(List.of("-w", "-t", "60"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("%s failed, see %s".formatted(command, log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pg_ctl runs", e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String sql) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
