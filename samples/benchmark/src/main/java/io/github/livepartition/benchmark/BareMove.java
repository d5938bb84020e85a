// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * The least that a move can be: for each month {@code DELETE … RETURNING} and {@code INSERT} into a
 * partition with the same indexes, all in one transaction. Nobody may use the table meanwhile.
 */
final class BareMove implements Mover {

    private static final String PARTITION =
            "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING IDENTITY EXCLUDING CONSTRAINTS)";
    private static final String MOVE =
            """
            WITH moved AS (DELETE FROM ONLY %2$s WHERE created_at >= '%3$s 00:00+00' AND created_at < '%4$s 00:00+00' RETURNING *)
            INSERT INTO %1$s SELECT * FROM moved""";

    private final Orders orders;
    private Moved moved = new Moved();

    BareMove(Orders orders) {
        this.orders = orders;
    }

    @Override
    public String name() {
        return "bare move";
    }

    @Override
    public Moved moved() {
        return moved;
    }

    @Override
    public Measure run(Connection connection) throws SQLException {
        for (LocalDate month : Orders.months()) {
            Server.execute(
                    connection, PARTITION.formatted(orders.partition(month), orders.legacy()));
        }
        moved = new Moved();
        moved.rate().add(0);
        Stopwatch watch = new Stopwatch(connection);
        watch.stage("move the rows");
        connection.setAutoCommit(false);
        long rows = 0;
        for (LocalDate month : Orders.months()) {
            rows += move(connection, month);
            moved.rate().add(rows);
        }
        connection.commit();
        connection.setAutoCommit(true);
        return watch.stop();
    }

    private int move(Connection connection, LocalDate month) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(
                    MOVE.formatted(
                            orders.partition(month), orders.legacy(), month, month.plusMonths(1)));
        }
    }
}
