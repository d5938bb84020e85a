// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * An autovacuum that would take minutes makes way; on a server of its own, whose settings may be
 * changed.
 */
@PostgresTest(crash = true)
class AutovacuumIT {

    @Test
    void makesWay(TestDatabase database) throws Exception {
        Orders.create(database, 5_000);
        database.query(
                "ALTER TABLE %s SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)"
                        .formatted(Orders.NAME));
        database.query("UPDATE %s SET note = 'dead'".formatted(Orders.NAME));
        database.asSuperuser("ALTER SYSTEM SET autovacuum_naptime = '1s'");
        database.asSuperuser("SELECT pg_reload_conf()");
        for (int i = 0; notYet(database); i++) {
            assertThat(i).as("an autovacuum of the table").isLessThan(6000);
            Thread.sleep(10);
        }
        Runs.convert(database, Orders.request().boundary("2027-03-01"));
        assertThat(database.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("5000");
    }

    private static boolean notYet(TestDatabase database) {
        return database.asSuperuser(
                        "SELECT 1 FROM pg_stat_progress_vacuum WHERE relid = '%s'::regclass"
                                .formatted(Orders.NAME))
                .isEmpty();
    }
}
