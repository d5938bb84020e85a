// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A partition of app.orders with its rows and bytes. */
record Partition(String name, String from, String to, long rows, long bytes) {
    private static final String ALL =
            """
            SELECT c.relname,
                   coalesce(substring(b.bounds, 'FROM \\(''([0-9-]+)'), ''),
                   coalesce(substring(b.bounds, 'TO \\(''([0-9-]+)'), ''),
                   (SELECT count(*) FROM app.orders o WHERE o.tableoid = c.oid),
                   pg_total_relation_size(c.oid)
            FROM pg_inherits i
            JOIN pg_class c ON c.oid = i.inhrelid
            CROSS JOIN LATERAL pg_get_expr(c.relpartbound, c.oid) AS b (bounds)
            WHERE i.inhparent = 'app.orders'::regclass
            ORDER BY c.relname LIKE '%legacy' DESC, c.relname""";

    static List<Partition> of(Connection connection) throws SQLException {
        var partitions = new ArrayList<Partition>();
        try (var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            var rows = statement.executeQuery(ALL);
            while (rows.next()) {
                partitions.add(
                        new Partition(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getLong(4),
                                rows.getLong(5)));
            }
        }
        return partitions;
    }
}
