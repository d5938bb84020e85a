// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.RefusedException;
import java.sql.Connection;
import java.util.List;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;

/** The JDBC connection below Liquibase's. */
final class LiveConnection {

    private LiveConnection() {}

    static boolean isThere(Database database) {
        return database.getConnection() instanceof JdbcConnection;
    }

    /**
     * @throws RefusedException when the database is offline
     */
    static Connection of(String change, Database database) {
        if (database.getConnection() instanceof JdbcConnection jdbc) {
            return jdbc.getUnderlyingConnection();
        }
        throw new RefusedException(List.of(ChangeRefusals.offline(change)));
    }
}
