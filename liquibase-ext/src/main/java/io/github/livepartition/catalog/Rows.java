// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs one catalog query and maps its rows by column name. */
final class Rows {

    private Rows() {}

    interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    static <T> List<T> list(
            Connection connection, String sql, Mapper<T> mapper, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(mapper.map(new Row(rows)));
                }
                return result;
            }
        }
    }

    static <T> Optional<T> first(
            Connection connection, String sql, Mapper<T> mapper, Object... parameters)
            throws SQLException {
        return list(connection, sql, mapper, parameters).stream().findFirst();
    }

    /** Whether a query about a table answers so; false for one that is not there. */
    static boolean is(Connection connection, String sql, QualifiedName table) throws SQLException {
        return first(
                        connection,
                        sql,
                        row -> row.is("it"),
                        table.schema().value(),
                        table.name().value())
                .orElse(false);
    }

    /** The current row, read into our types. */
    record Row(ResultSet rows) {
        String text(String column) throws SQLException {
            return rows.getString(column);
        }

        Optional<String> optional(String column) throws SQLException {
            return Optional.ofNullable(rows.getString(column));
        }

        Identifier identifier(String column) throws SQLException {
            return new Identifier(rows.getString(column));
        }

        Sql sql(String column) throws SQLException {
            return Sql.verbatim(rows.getString(column));
        }

        QualifiedName name(String schema, String name) throws SQLException {
            return new QualifiedName(identifier(schema), identifier(name));
        }

        boolean is(String column) throws SQLException {
            return rows.getBoolean(column);
        }

        long number(String column) throws SQLException {
            return rows.getLong(column);
        }

        List<String> texts(String column) throws SQLException {
            Array array = rows.getArray(column);
            return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
        }

        List<Identifier> identifiers(String column) throws SQLException {
            return texts(column).stream().map(Identifier::new).toList();
        }
    }
}
