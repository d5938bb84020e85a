// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Somebody grants rights at the time of the cut-over, which changes the same catalog rows. */
@PostgresTest
class GrantMeanwhileIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    @BeforeEach
    void create(TestDatabase database) throws Exception {
        Orders.create(database, 100);
        Runs.upTo(database, REQUEST, "cut over");
    }

    @Test
    void aGrantOnTheTableIsCarriedOver(TestDatabase database) throws Exception {
        String reader = database.role("reader").user();
        Session granter = database.session("granter");
        granter.run("BEGIN");
        granter.run("GRANT SELECT ON %s TO \"%s\"".formatted(Orders.NAME, reader));
        try (Running run = Running.conversion(database.owner(), REQUEST)) {
            run.until("waiting for");
            granter.run("COMMIT");
            run.finish();
        }
        assertThat(
                        database.query(
                                """
                                SELECT relkind, has_table_privilege('%s', oid, 'SELECT') FROM pg_class WHERE oid = '%s'::regclass
                                """
                                        .formatted(reader, Orders.NAME)))
                .containsExactly("p|t");
    }

    /** No lock of the bounds function is looked at: it comes to "tuple concurrently updated". */
    @Test
    void aGrantOnTheBoundsFunctionIsNoError(TestDatabase database) throws Exception {
        Connection connection = database.owner();
        database.session("granter")
                .start(
                        """
                        DO $$BEGIN
                          GRANT EXECUTE ON FUNCTION "Sales"."Ord""ers_legacy_bounds" TO CURRENT_USER;
                          WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid' AND pid = %d) LOOP
                          END LOOP;
                        END$$
                        """
                                .formatted(connection.unwrap(PGConnection.class).getBackendPID()));
        while (database.query(
                        "SELECT 1 FROM pg_stat_activity WHERE application_name = 'granter' AND backend_xid IS NOT NULL")
                .isEmpty()) {
            Thread.sleep(10);
        }
        assertThat(Runs.convert(connection, REQUEST)).contains("  waiting for a lock");
        assertThat(
                        database.one(
                                "SELECT relkind FROM pg_class WHERE oid = '%s'::regclass"
                                        .formatted(Orders.NAME)))
                .isEqualTo("p");
    }
}
