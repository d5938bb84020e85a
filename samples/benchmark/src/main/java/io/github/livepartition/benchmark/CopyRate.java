// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;

/** Looks, while a copy runs, how many rows are there. */
final class CopyRate implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;

    private final Rate rate = new Rate();
    private final Connection connection;
    private final Orders orders;
    private final InBackground looking;

    CopyRate(Connection connection, Orders orders) {
        this.connection = connection;
        this.orders = orders;
        this.looking = new InBackground(this::look);
    }

    private void look() throws SQLException, InterruptedException {
        rate.add(copied());
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
        rate.add(copied());
        connection.close();
    }

    Rate rate() {
        return rate;
    }
}
