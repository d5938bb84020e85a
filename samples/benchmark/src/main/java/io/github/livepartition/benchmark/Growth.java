// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** The copy at several sizes of the table: its pace and the memory of the Java side. */
final class Growth {

    private static final double SECOND = 1e9;
    private static final double MEGABYTE = 1 << 20;

    private final Server server;
    private final Table table =
            new Table(
                    "rows",
                    "bare copy, s",
                    "ours, s",
                    "×",
                    "WAL, ×",
                    "rows/s, all stages",
                    "rows/s copied at 10 %",
                    "at 90 %",
                    "heap before, MB",
                    "most in use",
                    "with garbage");
    private final Orders orders = new Orders("growth");
    private CopyRate rate;

    Growth(Server server) {
        this.server = server;
    }

    void measure(long rows) throws SQLException {
        try (Connection connection = server.connect()) {
            orders.create(connection, rows);
            server.checkpoint();
            BareCopy bareCopy = new BareCopy(orders, Between.NOTHING);
            Measure bare = bareCopy.run(connection);
            bareCopy.undo(connection);
            orders.settle(connection);
            server.checkpoint();
            Heap heap = new Heap();
            OurCopy copy = new OurCopy(server, orders, 1, this::stage);
            Measure ours = copy.run(connection);
            heap.close();
            table.add(
                    number(0, rows),
                    number(1, bare.nanos() / SECOND),
                    number(1, ours.nanos() / SECOND),
                    number(2, (double) ours.nanos() / bare.nanos()),
                    number(2, (double) ours.wal() / bare.wal()),
                    number(0, rows / (ours.nanos() / SECOND)),
                    number(0, rate.rate().at(0.1)),
                    number(0, rate.rate().at(0.9)),
                    number(1, heap.before() / MEGABYTE),
                    number(1, heap.mostNeeded() / MEGABYTE),
                    number(1, heap.most() / MEGABYTE));
            orders.drop(connection);
        }
    }

    private void stage(String title) throws SQLException {
        if (Stages.copies(title)) {
            rate = new CopyRate(server.connect(), orders);
        } else if (Stages.buildsIndexes(title)) {
            rate.close();
        }
    }

    private static String number(int decimals, double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    Table table() {
        return table;
    }
}
