// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One session that inserts a row, updates one of the table's and deletes one that it has inserted
 * before, each in a transaction of its own, and times that.
 */
final class Application implements AutoCloseable {

    private final Connection connection;
    private final Map<Kind, PreparedStatement> statements = new EnumMap<>(Kind.class);
    private final Latencies latencies;
    private final AtomicLong ids;
    private final long rows;
    private final Deque<Long> inserted = new ArrayDeque<>();
    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * @param rows so many there were at first, with ids from 1
     * @param ids the last id that is taken
     */
    Application(Connection connection, String table, long rows, AtomicLong ids, Latencies latencies)
            throws SQLException {
        this.connection = connection;
        this.latencies = latencies;
        this.rows = rows;
        this.ids = ids;
        for (Kind kind : Kind.values()) {
            statements.put(kind, connection.prepareStatement(kind.sql(table)));
        }
    }

    /** The first statements are not counted: they wait for pages and for plans. */
    void write(Situation situation, int times) throws SQLException {
        for (int i = 0; i < times / 10; i++) {
            statement(Kind.UPDATE, random.nextLong(1, rows + 1));
        }
        for (int i = 0; i < times; i++) {
            write(situation);
        }
    }

    /** One statement of each kind. */
    void write(Situation situation) throws SQLException {
        long id = ids.incrementAndGet();
        time(situation, Kind.INSERT, id);
        inserted.add(id);
        time(situation, Kind.UPDATE, random.nextLong(1, rows + 1));
        time(situation, Kind.DELETE, inserted.remove());
    }

    private void time(Situation situation, Kind kind, long id) throws SQLException {
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
