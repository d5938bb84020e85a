// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * Runs a file as {@code psql -v ON_ERROR_STOP=1 -f} does: statement by statement, in autocommit.
 */
final class PsqlFile {

    private PsqlFile() {}

    static void run(Connection connection, String text) throws SQLException {
        for (NativeQuery query : Parser.parseJdbcSql(text, true, false, true, false, false)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(query.nativeSql);
            }
        }
    }
}
