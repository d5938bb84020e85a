// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import java.sql.Connection;
import java.sql.SQLException;

/** An ordinary login role that exists for one test database only. */
public record TestRole(TestDatabase database, String user, String password) {

    /** A new connection; the database closes it at the latest. */
    public Connection connect() throws SQLException {
        return database.connect(user, password);
    }
}
