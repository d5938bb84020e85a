// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.stock;

import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the server says at DEBUG1: the only place where it tells a proof from a scan. */
final class Debug {

    private Debug() {}

    /** What it says to the last statement. */
    static List<String> messages(TestDatabase database, String... statements) throws SQLException {
        List<String> said = List.of();
        try (Connection connection = database.owner();
                Statement statement = connection.createStatement()) {
            statement.execute("SET client_min_messages = debug1");
            for (String sql : statements) {
                statement.execute(sql);
                said = texts(statement.getWarnings());
            }
        }
        return said;
    }

    private static List<String> texts(SQLWarning first) {
        List<String> texts = new ArrayList<>();
        for (SQLWarning next = first; next != null; next = next.getNextWarning()) {
            texts.add(next.getMessage());
        }
        return texts;
    }
}
