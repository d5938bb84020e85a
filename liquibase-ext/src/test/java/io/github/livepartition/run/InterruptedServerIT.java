// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Shuts the server down immediately after every stage: the next run ends the same. */
@PostgresTest(crash = true)
class InterruptedServerIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    @Test
    void afterEachStageOfAConversionAndItsRollback(TestDatabase database) throws Exception {
        Orders.create(database, 500);
        var before = Definition.of(database);
        Runs.convert(database, REQUEST);
        var wanted = Definition.of(database);
        Runs.revert(database, REQUEST);

        for (int stage = 1; crashed(database, stage, true); stage++) {
            Runs.convert(database, REQUEST);
            assertThat(Definition.of(database))
                    .as("crashed after stage %d", stage)
                    .isEqualTo(wanted);
            Runs.revert(database, REQUEST);
        }
        Runs.convert(database, REQUEST);
        for (int stage = 1; crashed(database, stage, false); stage++) {
            Runs.revert(database, REQUEST);
            assertThat(Definition.of(database))
                    .as("crashed after stage %d", stage)
                    .isEqualTo(before);
            assertThat(database.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("500");
            Runs.convert(database, REQUEST);
        }
    }

    /** Whether the run had so many stages. */
    private static boolean crashed(TestDatabase database, int stage, boolean forward)
            throws SQLException {
        // one statement begins the session
        Fuse fuse = new Fuse(database.owner(), 1 + stage, database::crash);
        try {
            if (forward) {
                Runs.convert(fuse.connection(), REQUEST);
            } else {
                Runs.revert(fuse.connection(), REQUEST);
            }
        } catch (SQLException e) {
            assertThat(fuse.blown()).as("%s", e).isTrue();
            return true;
        }
        return fuse.blown();
    }
}
