// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One session that inserts a row, updates one of the table's and deletes the first again, each in a
 * transaction of its own, and times that.
 */
final class Application implements AutoCloseable {

    private final Connection connection;
    private final Map<Kind, PreparedStatement> statements = new EnumMap<>(Kind.class);
    private final Situation situation;
    private final Latencies latencies;
    private long id;
    private final long rows;
    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * @param rows so many there were at first, with ids from 1
     * @param situation what its statements count as
     */
    Application(
            Connection connection,
            String table,
            long rows,
            Situation situation,
            Latencies latencies)
            throws SQLException {
        this.connection = connection;
        this.situation = situation;
        this.latencies = latencies;
        this.rows = rows;
        this.id = rows;
        for (Kind kind : Kind.values()) {
            statements.put(kind, connection.prepareStatement(kind.sql(table)));
        }
    }

    /** One statement of each kind. */
    void write() throws SQLException {
        id++;
        time(Kind.INSERT, id);
        time(Kind.UPDATE, random.nextLong(1, rows + 1));
        time(Kind.DELETE, id);
    }

    private void time(Kind kind, long id) throws SQLException {
        long begin = System.nanoTime();
        statement(kind, id);
        latencies.add(situation, kind, System.nanoTime() - begin);
    }

    private void statement(Kind kind, long id) throws SQLException {
        PreparedStatement statement = statements.get(kind);
        statement.setLong(1, id);
        if (statement.executeUpdate() != 1) {
            throw new IllegalStateException("%s of id %d".formatted(kind, id));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
