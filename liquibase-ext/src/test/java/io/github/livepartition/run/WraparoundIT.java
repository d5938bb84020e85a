// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * An autovacuum that does not make way, since it prevents a wraparound; on a server of its own,
 * whose settings may be changed.
 */
@PostgresTest(crash = true)
class WraparoundIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    @Test
    void isNamed(TestDatabase database) throws Exception {
        Orders.create(database, 5_000);
        Runs.upTo(database, REQUEST, "cut over");
        database.asSuperuser(
                "GRANT pg_read_all_stats TO \"%s\""
                        .formatted(database.ownerUser().replace("\"", "\"\"")));
        database.query(
                "ALTER TABLE %s SET (autovacuum_freeze_max_age = 100000, autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)"
                        .formatted(Orders.NAME));
        spendTransactions(database);
        database.asSuperuser("ALTER SYSTEM SET autovacuum_naptime = '1s'");
        database.asSuperuser("SELECT pg_reload_conf()");
        for (int i = 0; notYet(database); i++) {
            assertThat(i).as("an autovacuum of the table").isLessThan(6000);
            Thread.sleep(10);
        }
        assertThatThrownBy(() -> Runs.convert(database, REQUEST.pace(100, 1_000)))
                .hasMessageContaining("could not lock table \"Sales\".\"Ord\"\"ers\" within 1s")
                .hasMessageContaining(": autovacuum: VACUUM ")
                .hasMessageContaining(" Sales.Ord\"ers (to prevent wraparound)");
    }

    /** As many as autovacuum_freeze_max_age has to be at least. */
    private static void spendTransactions(TestDatabase database) {
        database.query(
                """
                DO $$BEGIN
                  FOR i IN 1..100001 LOOP
                    PERFORM pg_current_xact_id();
                    COMMIT;
                  END LOOP;
                END$$
                """);
    }

    private static boolean notYet(TestDatabase database) {
        return database.asSuperuser(
                        "SELECT 1 FROM pg_stat_progress_vacuum WHERE relid = '%s'::regclass"
                                .formatted(Orders.NAME))
                .isEmpty();
    }
}
