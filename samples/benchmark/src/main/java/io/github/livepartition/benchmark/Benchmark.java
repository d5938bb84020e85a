// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures copies and moves; the tables go to the terminal and to the file that is named. */
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
        if (settings.measures("copies")) {
            if (settings.repetitions() > 0) {
                copies();
            }
            if (settings.writes() > 0) {
                say(new Cost(server, settings).measure().toString());
            }
            if (!settings.growth().isEmpty()) {
                growth();
            }
        }
        if (settings.measures("moves")) {
            moves();
        }
    }

    private void copies() throws SQLException {
        Orders orders = new Orders("app");
        try (Connection connection = server.connect()) {
            orders.create(connection, settings.rows());
            say(title(connection, orders, "copied"));
            Race race = new Race(contestants(orders), contestant -> turn(contestant, orders));
            run(race);
            RaceReport report = new RaceReport(race, settings.rows());
            say(report.totals().toString());
            say(report.stages().toString());
            orders.drop(connection);
        }
    }

    private Measure turn(Contestant contestant, Orders orders) throws SQLException {
        try (Connection connection = server.connect()) {
            server.checkpoint();
            Measure measure = contestant.run(connection);
            contestant.undo(connection);
            orders.settle(connection);
            return measure;
        }
    }

    private void moves() throws SQLException {
        Orders orders = new Orders("app");
        MoveArena arena = new MoveArena(server, orders, settings.rows());
        try (Connection connection = server.connect()) {
            orders.create(connection, settings.rows());
            say(title(connection, orders, "moved"));
            arena.convert(connection);
        }
        Race race = new Race(arena.contestants(), arena);
        run(race);
        RaceReport report = new RaceReport(race, settings.rows());
        say(report.totals().toString());
        say(report.stages().toString());
        say(arena.locks().toString());
        say(arena.pace().toString());
        say(arena.space().toString());
    }

    private void run(Race race) throws SQLException {
        for (int i = 0; i < settings.repetitions(); i++) {
            race.round();
        }
    }

    private String title(Connection connection, Orders orders, String done) throws SQLException {
        return String.format(
                Locale.ROOT,
                "PostgreSQL %s, %,d rows of %d bytes, %s",
                Server.text(connection, "SHOW server_version"),
                settings.rows(),
                orders.bytes(connection) / settings.rows(),
                done);
    }

    private List<Contestant> contestants(Orders orders) {
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(new BareCopy(orders, Between.NOTHING));
        contestants.add(new OurCopy(server, orders, 1, Between.NOTHING));
        if (settings.sessions() > 1) {
            contestants.add(new OurCopy(server, orders, settings.sessions(), Between.NOTHING));
        }
        return contestants;
    }

    private void growth() throws SQLException {
        Growth growth = new Growth(server);
        for (long rows : settings.growth()) {
            growth.measure(rows);
        }
        say(growth.table().toString());
    }

    private void say(String text) {
        OUT.println(text + "\n");
        report.append(text).append("\n\n");
    }
}
