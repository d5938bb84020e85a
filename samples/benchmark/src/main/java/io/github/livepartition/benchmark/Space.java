// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * What the rows take up afterwards, in the old heap and in the partitions of its months.
 *
 * @param heap bytes
 * @param indexes bytes
 * @param dead rows that are not yet vacuumed away
 */
record Space(long heap, long indexes, long dead) {

    private static final String QUERY =
            """
            SELECT pg_relation_size(c.oid), pg_indexes_size(c.oid), pg_stat_get_dead_tuples(c.oid)
              FROM pg_class AS c WHERE c.oid = to_regclass('%s')""";

    static Space of(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(QUERY.formatted(table))) {
            return row.next()
                    ? new Space(row.getLong(1), row.getLong(2), row.getLong(3))
                    : new Space(0, 0, 0);
        }
    }

    static Space ofMonths(Connection connection, Orders orders) throws SQLException {
        Space all = new Space(0, 0, 0);
        for (LocalDate month : Orders.months()) {
            all = all.plus(of(connection, orders.partition(month)));
        }
        return all;
    }

    private Space plus(Space other) {
        return new Space(heap + other.heap, indexes + other.indexes, dead + other.dead);
    }
}
