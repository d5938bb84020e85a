// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs that must succeed; the progress lines come back. */
final class Converts {

    private Converts() {}

    static List<String> there(TestDatabase database, Conversion conversion) throws SQLException {
        try (Connection connection = database.owner()) {
            return there(connection, conversion);
        }
    }

    static List<String> there(Connection connection, Conversion conversion) throws SQLException {
        return run(connection, () -> Planning.conversion(connection, conversion));
    }

    static List<String> back(TestDatabase database, Conversion conversion) throws SQLException {
        try (Connection connection = database.owner()) {
            return back(connection, conversion);
        }
    }

    static List<String> back(Connection connection, Conversion conversion) throws SQLException {
        return run(connection, () -> Planning.reversion(connection, conversion));
    }

    private static List<String> run(Connection connection, Planner planner) throws SQLException {
        List<String> progress = new ArrayList<>();
        new Runner(connection, progress::add).run(planner);
        return progress;
    }
}
