// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Shuts the server down immediately after every statement of a move: the next run ends the same.
 */
@PostgresTest(crash = true)
class InterruptedMoveIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");
    private static final Moving MOVING =
            Moving.of(REQUEST, "MINVALUE", "2025-01-01").interval("month");

    @Test
    void afterEachStatementThereAndBack(TestDatabase database) throws Exception {
        Orders.create(database, 1600);
        Runs.convert(database, REQUEST);
        List<String> before = Definition.of(database);
        MOVING.there(database);
        List<String> wanted = Definition.of(database);
        MOVING.back(database);

        for (int statement = 1; crashed(database, statement, true); statement++) {
            MOVING.there(database);
            assertThat(Definition.of(database))
                    .as("crashed after statement %d", statement)
                    .isEqualTo(wanted);
            MOVING.back(database);
        }
        MOVING.there(database);
        for (int statement = 1; crashed(database, statement, false); statement++) {
            MOVING.back(database);
            assertThat(Definition.of(database))
                    .as("crashed after statement %d", statement)
                    .isEqualTo(before);
            assertThat(database.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("1600");
            MOVING.there(database);
        }
    }

    /** Whether the run had so many statements. */
    private static boolean crashed(TestDatabase database, int statement, boolean there)
            throws SQLException {
        // one begins the session
        Fuse fuse = new Fuse(database.owner(), 1 + statement, database::crash);
        try {
            if (there) {
                MOVING.there(fuse.connection());
            } else {
                MOVING.back(fuse.connection());
            }
        } catch (SQLException e) {
            assertThat(fuse.blown()).as("%s", e).isTrue();
            return true;
        }
        return fuse.blown();
    }
}
