// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The least that a copy can be: one INSERT … SELECT into the same partitions, the same indexes
 * built afterwards. Nobody may write meanwhile.
 */
record BareCopy(Orders orders, Between between) implements Contestant {

    private static final String NAME = "orders_bare";
    static final String ROWS = "rows";
    static final String INDEXES = "indexes";

    private static final String PARTITIONS =
            """
            DO $$
            DECLARE
              month timestamptz := date_trunc('month', (SELECT min(created_at) FROM %1$s.orders), 'UTC');
            BEGIN
              WHILE month < date_trunc('month', now(), 'UTC') + interval '%2$d months' LOOP
                EXECUTE format('CREATE TABLE %1$s.%%I PARTITION OF %1$s.orders_bare FOR VALUES FROM (%%L) TO (%%L)',
                  to_char(month AT TIME ZONE 'UTC', '"orders_bare_y"YYYY"m"MM'), month, month + interval '1 month');
                month := month + interval '1 month';
              END LOOP;
            END $$""";

    String table() {
        return orders.schema() + "." + NAME;
    }

    @Override
    public String name() {
        return "bare copy";
    }

    @Override
    public Measure run(Connection connection) throws SQLException {
        create(connection);
        Stopwatch watch = new Stopwatch(connection);
        begin(watch, ROWS);
        Server.execute(
                connection, "INSERT INTO %s SELECT * FROM %s".formatted(table(), orders.table()));
        begin(watch, INDEXES);
        Server.execute(
                connection,
                "ALTER TABLE %s ADD PRIMARY KEY (id, created_at)".formatted(table()),
                "CREATE INDEX ON %s (created_at)".formatted(table()),
                "CREATE INDEX ON %s (customer_id, created_at DESC)".formatted(table()));
        Measure measure = watch.stop();
        between.before(Between.END);
        return measure;
    }

    private void create(Connection connection) throws SQLException {
        Server.execute(
                connection,
                "SET timezone = 'UTC'",
                "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING IDENTITY EXCLUDING INDEXES) PARTITION BY RANGE (created_at)"
                        .formatted(table(), orders.table()),
                PARTITIONS.formatted(orders.schema(), Orders.PREMAKE + 1));
    }

    private void begin(Stopwatch watch, String name) throws SQLException {
        watch.pause();
        between.before(name);
        watch.stage(name);
    }

    @Override
    public void undo(Connection connection) throws SQLException {
        Server.execute(connection, "DROP TABLE " + table());
    }
}
