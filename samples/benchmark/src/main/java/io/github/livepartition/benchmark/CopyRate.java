// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks, while a copy runs, how many rows are there. */
final class CopyRate implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;

    private record Look(long nanos, long rows) {}

    private final List<Look> looks = new ArrayList<>();
    private final Connection connection;
    private final Orders orders;
    private final InBackground looking;

    CopyRate(Connection connection, Orders orders) {
        this.connection = connection;
        this.orders = orders;
        this.looking = new InBackground(this::look);
    }

    private void look() throws SQLException, InterruptedException {
        looks.add(new Look(System.nanoTime(), copied()));
        Thread.sleep(LOOK_MILLIS);
    }

    private long copied() throws SQLException {
        return Server.number(
                connection,
                "SELECT coalesce(sum(rows), 0) FROM %s_pages".formatted(orders.table()));
    }

    @Override
    public void close() throws SQLException {
        looking.close();
        looks.add(new Look(System.nanoTime(), copied()));
        connection.close();
    }

    /** Rows a second where this share of the table is copied, over a tenth of it. */
    double at(double share) {
        double rows = looks.get(looks.size() - 1).rows();
        double from = rows * (share - 0.05);
        double to = rows * (share + 0.05);
        return (to - from) / (reached(to) - reached(from)) * 1e9;
    }

    private double reached(double rows) {
        int i = 1;
        while (looks.get(i).rows() < rows) {
            i++;
        }
        Look before = looks.get(i - 1);
        Look after = looks.get(i);
        return before.nanos()
                + (rows - before.rows())
                        / (after.rows() - before.rows())
                        * (after.nanos() - before.nanos());
    }
}
