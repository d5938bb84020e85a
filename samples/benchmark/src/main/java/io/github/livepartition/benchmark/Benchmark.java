// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Measures the copy; the tables go to the terminal and to the file that is named. */
public final class Benchmark {

    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private final Settings settings;
    private final Server server;
    private final StringBuilder report = new StringBuilder();

    private Benchmark(Settings settings, Server server) {
        this.settings = settings;
        this.server = server;
    }

    public static void main(String[] args) throws IOException, SQLException {
        Settings settings = Settings.ofSystem();
        try (Server server = Server.start(settings.fsync())) {
            Benchmark benchmark = new Benchmark(settings, server);
            benchmark.run();
            Files.writeString(Path.of(args[0]), benchmark.report);
        }
    }

    private void run() throws SQLException {
        try (var connection = server.connect()) {
            Orders.create(connection, settings.rows());
            say(
                    "PostgreSQL %s, %,d rows, %d bytes each with their header"
                            .formatted(
                                    Server.text(connection, "SHOW server_version"),
                                    settings.rows(),
                                    Server.number(
                                                    connection,
                                                    "SELECT pg_relation_size('app.orders')")
                                            / settings.rows()));
        }
        copy();
        if (settings.writes() > 0) {
            cost();
        }
        growth();
    }

    private void copy() throws SQLException {
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(new BareCopy(Between.NOTHING));
        contestants.add(new OurCopy(1, Between.NOTHING));
        if (settings.sessions() > 1) {
            contestants.add(new OurCopy(settings.sessions(), Between.NOTHING));
        }
        Race race = new Race(server, contestants);
        for (int i = 0; i < settings.repetitions(); i++) {
            race.round();
        }
        CopyReport copies = new CopyReport(race, settings.rows());
        say(copies.totals().toString());
        say(copies.stages().toString());
    }

    private void cost() throws SQLException {
        Cost cost = new Cost(server, settings);
        for (int i = 0; i < settings.repetitions(); i++) {
            cost.round();
        }
        say(cost.table().toString());
    }

    private void growth() throws SQLException {
        Growth growth = new Growth(server);
        for (long rows : settings.growth()) {
            growth.measure(rows);
        }
        if (!settings.growth().isEmpty()) {
            say(growth.table().toString());
        }
    }

    private void say(String text) {
        OUT.println(text + "\n");
        report.append(text).append("\n\n");
    }
}
