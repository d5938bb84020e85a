// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Runs SQL text and shows the last result as psql -At does: a line a row, columns parted by a bar.
 */
final class Rows {

    private Rows() {}

    static List<String> of(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return of(statement, sql);
        }
    }

    static List<String> of(Statement statement, String sql) throws SQLException {
        List<String> rows = List.of();
        boolean more = statement.execute(sql);
        while (more || statement.getUpdateCount() != -1) {
            if (more) {
                rows = read(statement.getResultSet());
            }
            more = statement.getMoreResults();
        }
        return rows;
    }

    private static List<String> read(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            var row = new StringJoiner("|");
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                String value = result.getString(column);
                row.add(value == null ? "" : value);
            }
            rows.add(row.toString());
        }
        return rows;
    }
}
