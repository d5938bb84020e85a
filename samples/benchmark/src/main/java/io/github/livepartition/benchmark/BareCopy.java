// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The least that a copy can be: one INSERT … SELECT into the same partitions, the same indexes
 * built afterwards. Nobody may write meanwhile.
 */
record BareCopy(Between between) implements Contestant {

    static final String TABLE = "app.orders_bare";
    static final String ROWS = "rows";
    static final String INDEXES = "indexes";

    private static final String PARTITIONS =
            """
            DO $$
            DECLARE
              month timestamptz := date_trunc('month', (SELECT min(created_at) FROM app.orders), 'UTC');
            BEGIN
              WHILE month < date_trunc('month', now(), 'UTC') + interval '%d months' LOOP
                EXECUTE format('CREATE TABLE app.%%I PARTITION OF app.orders_bare FOR VALUES FROM (%%L) TO (%%L)',
                  to_char(month AT TIME ZONE 'UTC', '"orders_bare_y"YYYY"m"MM'), month, month + interval '1 month');
                month := month + interval '1 month';
              END LOOP;
            END $$"""
                    .formatted(Orders.PREMAKE + 1);

    @Override
    public String name() {
        return "bare copy";
    }

    @Override
    public Measure run(Connection connection) throws SQLException {
        Server.execute(
                connection,
                "SET timezone = 'UTC'",
                "CREATE TABLE app.orders_bare (LIKE app.orders INCLUDING ALL EXCLUDING IDENTITY EXCLUDING INDEXES)"
                        + " PARTITION BY RANGE (created_at)",
                PARTITIONS);
        Stopwatch watch = Stopwatch.start(connection);
        part(watch, ROWS);
        Server.execute(connection, "INSERT INTO app.orders_bare SELECT * FROM app.orders");
        part(watch, INDEXES);
        Server.execute(
                connection,
                "ALTER TABLE app.orders_bare ADD PRIMARY KEY (id, created_at)",
                "CREATE INDEX ON app.orders_bare (created_at)",
                "CREATE INDEX ON app.orders_bare (customer_id, created_at DESC)");
        Measure measure = watch.stop();
        between.before(Between.END);
        return measure;
    }

    private void part(Stopwatch watch, String name) throws SQLException {
        watch.pause();
        between.before(name);
        watch.stage(name);
    }

    @Override
    public void undo(Connection connection) throws SQLException {
        Server.execute(connection, "DROP TABLE app.orders_bare");
    }
}
