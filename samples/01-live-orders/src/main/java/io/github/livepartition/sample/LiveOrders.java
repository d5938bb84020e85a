// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample;

import io.github.livepartition.sample.application.HostileApplication;
import io.github.livepartition.sample.application.Report;
import io.github.livepartition.sample.application.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The steps of the sample that Maven starts beside Liquibase, each a process of its own: {@code
 * database} and {@code application} run in the background, {@code await} and {@code picture} wait
 * for them.
 */
public final class LiveOrders {
    private static final String APPLICATION = "shop_application";
    private static final String EXACT = "exact";

    /** The lock timeout, and what a cut-over takes. */
    private static final Duration PROMISED_STALL = Duration.ofMillis(100 + 50);

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofMinutes(5);
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private final Signals signals;
    private final int port;

    private LiveOrders(Signals signals, int port) {
        this.signals = signals;
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        endWithMaven();
        var sample = new LiveOrders(new Signals(Path.of(args[1])), Integer.parseInt(args[2]));
        switch (args[0]) {
            case "database" -> sample.inBackground("database", sample::database);
            case "application" -> sample.inBackground("application", sample::application);
            case "await" -> sample.await(args[3], Integer.parseInt(args[4]));
            case "picture" -> sample.picture(Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Also when Maven is killed. */
    private static void endWithMaven() {
        ProcessHandle.current()
                .parent()
                .ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(1)));
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Tells those who wait if it fails. */
    private void inBackground(String name, Work work) throws Exception {
        try {
            work.run();
            System.exit(0);
        } catch (IOException | SQLException | RuntimeException e) {
            signals.give(name, "failed: " + e);
            throw e;
        }
    }

    private void database() throws IOException, SQLException, InterruptedException {
        try (var postgres =
                ShopDatabase.start(
                        port, signals.directory().resolve("postgres").toAbsolutePath())) {
            OUT.println("PostgreSQL listens on port %d".formatted(postgres.getPort()));
            signals.give("database", "up");
            while (!signals.given("end")) {
                Thread.sleep(100);
            }
        }
    }

    private void application() throws SQLException, IOException, InterruptedException {
        var settings = Settings.of(url(), APPLICATION, "");
        var before = partitions();
        var application = HostileApplication.open(settings);
        try (application) {
            application.start();
            signals.give("application", "up");
            while (!signals.given("stop")) {
                Thread.sleep(100);
            }
        }
        var report = application.report();
        var partitions = partitions();
        signals.give("picture", new Picture(report, before, partitions).text());
        signals.give("verdict", verdict(report, partitions));
    }

    private List<Partition> partitions() throws SQLException {
        try (var connection = DriverManager.getConnection(url(), APPLICATION, "")) {
            return Partition.of(connection);
        }
    }

    private static String verdict(Report report, List<Partition> partitions) {
        if (!report.isExact()) {
            return "the account is wrong";
        }
        if (partitions.isEmpty()) {
            return "the table is not partitioned";
        }
        return report.keptPromise(PROMISED_STALL) ? EXACT : "the application stalled for too long";
    }

    private String url() {
        return "jdbc:postgresql://localhost:%d/shop".formatted(port);
    }

    private void await(String name, int seconds) throws IOException, InterruptedException {
        var answer = signals.await(name, START).orElse("is not up after %s".formatted(START));
        if (!answer.equals("up")) {
            throw new IllegalStateException("the %s %s".formatted(name, answer));
        }
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    }

    private void picture(int seconds) throws IOException, InterruptedException {
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        signals.give("stop", "");
        OUT.println(signals.await("picture", END).orElse("the application does not answer"));
        var verdict = signals.await("verdict", Duration.ofSeconds(10)).orElse("no verdict");
        signals.give("end", "");
        if (!verdict.equals(EXACT)) {
            throw new IllegalStateException(verdict);
        }
    }
}
