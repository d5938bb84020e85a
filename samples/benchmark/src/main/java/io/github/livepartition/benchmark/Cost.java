// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the application's statements take. For each situation there is a table of its own, which
 * stands still in it, and the application goes from one to the next statement by statement; but
 * copies that run are measured by turns.
 */
final class Cost {

    private final Server server;
    private final Settings settings;
    private final Latencies latencies = new Latencies();

    Cost(Server server, Settings settings) {
        this.server = server;
        this.settings = settings;
    }

    Table measure() throws SQLException {
        atRest();
        duringCopies();
        return latencies.table();
    }

    private void atRest() throws SQLException {
        Map<Situation, String> tables = new EnumMap<>(Situation.class);
        try (Connection connection = server.connect()) {
            Orders plain = orders(connection, "plain");
            tables.put(Situation.PLAIN, plain.table());
            Orders logged = orders(connection, "logged");
            new OurCopy(server, logged, 1, Between.NOTHING).runUpTo(Stages::copies, connection);
            tables.put(Situation.LOGGED, logged.table());
            Orders mirrored = orders(connection, "mirrored");
            new OurCopy(server, mirrored, 1, Between.NOTHING).runUpTo(Stages::switches, connection);
            tables.put(Situation.MIRRORED, mirrored.table());
            Orders partitioned = orders(connection, "partitioned");
            BareCopy bare = new BareCopy(partitioned, Between.NOTHING);
            bare.run(connection);
            tables.put(Situation.PARTITIONED, bare.table());
            Orders reversed = orders(connection, "reversed");
            new OurCopy(server, reversed, 1, Between.NOTHING).run(connection);
            tables.put(Situation.REVERSED, reversed.table());
            server.checkpoint();
            write(tables);
            for (Orders orders : List.of(plain, logged, mirrored, partitioned, reversed)) {
                orders.drop(connection);
            }
        }
    }

    private Orders orders(Connection connection, String schema) throws SQLException {
        Orders orders = new Orders(schema);
        orders.create(connection, settings.rows());
        return orders;
    }

    private void write(Map<Situation, String> tables) throws SQLException {
        List<Application> applications = new ArrayList<>();
        try {
            for (Map.Entry<Situation, String> table : tables.entrySet()) {
                applications.add(application(table.getValue(), table.getKey()));
            }
            for (int i = 0; i < settings.writes() * settings.repetitions(); i++) {
                for (Application application : applications) {
                    application.write();
                }
            }
        } finally {
            for (Application application : applications) {
                application.close();
            }
        }
    }

    private void duringCopies() throws SQLException {
        try (Connection connection = server.connect()) {
            Orders orders = orders(connection, "busy");
            try (Application beside = application(orders.table(), Situation.BARE_COPY);
                    Application within = application(orders.table(), Situation.OUR_COPY)) {
                Between besideBare =
                        new Writing(beside, BareCopy.ROWS::equals, Between.END::equals);
                Between withinOurs = new Writing(within, Stages::copies, Stages::compares);
                for (int i = 0; i < settings.repetitions(); i++) {
                    run(connection, new BareCopy(orders, besideBare));
                    orders.settle(connection);
                    run(connection, new OurCopy(server, orders, 1, withinOurs));
                    orders.settle(connection);
                }
            }
            orders.drop(connection);
        }
    }

    private void run(Connection connection, Contestant contestant) throws SQLException {
        server.checkpoint();
        contestant.run(connection);
        contestant.undo(connection);
    }

    private Application application(String table, Situation situation) throws SQLException {
        Connection connection = server.connect();
        Server.execute(connection, "SET synchronous_commit = " + settings.commit());
        return new Application(connection, table, settings.rows(), situation, latencies);
    }
}
