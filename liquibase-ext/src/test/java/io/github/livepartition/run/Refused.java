// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs that must be refused: what they say, and that they touch nothing. */
final class Refused {

    private Refused() {}

    /** What the owner is told; each finding as in the log. */
    static String conversion(TestDatabase database, Conversion conversion) throws SQLException {
        try (Connection connection = database.owner()) {
            return conversion(database, connection, conversion);
        }
    }

    static String conversion(TestDatabase database, Connection connection, Conversion conversion) {
        return run(database, connection, () -> Planning.conversion(connection, conversion));
    }

    static String reversion(TestDatabase database, Conversion conversion) throws SQLException {
        try (Connection connection = database.owner()) {
            return run(database, connection, () -> Planning.reversion(connection, conversion));
        }
    }

    private static String run(TestDatabase database, Connection connection, Planner planner) {
        List<String> before = Definition.of(database);
        List<String> progress = new ArrayList<>();
        RefusedException refused =
                catchThrowableOfType(
                        RefusedException.class,
                        () -> new Runner(connection, progress::add).run(planner));
        assertThat(refused).as("refusal").isNotNull();
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(progress).isEmpty();
        return refused.getMessage() + "\n";
    }
}
