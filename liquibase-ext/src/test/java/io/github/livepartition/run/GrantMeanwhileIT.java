// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        await(
                database,
                "SELECT 1 FROM pg_stat_activity WHERE application_name = 'granter' AND backend_xid IS NOT NULL AND datname = current_database()");
        assertThat(Runs.convert(connection, REQUEST)).contains("  waiting for a lock");
        assertThat(
                        database.one(
                                "SELECT relkind FROM pg_class WHERE oid = '%s'::regclass"
                                        .formatted(Orders.NAME)))
                .isEqualTo("p");
    }

    /** It is granted when the cut-over has its locks and knows that nothing has changed. */
    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "SELECT (note)"})
    void aGrantWithinTheCutOverIsCarriedOver(String privilege, TestDatabase database)
            throws Exception {
        String reader = database.role("reader").user();
        Session granter = database.session("granter");
        database.asSuperuser(UNTIL_GRANTED.formatted(reader, granter.pid()));
        try (Running run = Running.conversion(database.owner(), REQUEST)) {
            await(
                    database,
                    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            granter.start("GRANT %s ON %s TO \"%s\"".formatted(privilege, Orders.NAME, reader));
            run.finish();
            granter.finish();
        }
        assertThat(
                        database.query(
                                """
                                SELECT relkind, has_column_privilege('%s', oid, 'note', 'SELECT') FROM pg_class WHERE oid = '%s'::regclass
                                """
                                        .formatted(reader, Orders.NAME)))
                .containsExactly("p|t");
    }

    private static final String UNTIL_GRANTED =
            """
            CREATE FUNCTION "Sales".until_granted() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN
              PERFORM pg_advisory_xact_lock(42);
              WHILE NOT EXISTS (SELECT FROM pg_class WHERE oid = '"Sales"."Ord""ers"'::regclass AND relacl::text LIKE '%%%1$s%%')
                AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = '"Sales"."Ord""ers"'::regclass AND attacl::text LIKE '%%%1$s%%')
                AND NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid = %2$d) LOOP
              END LOOP;
            END$$;
            CREATE EVENT TRIGGER until_granted ON ddl_command_start WHEN tag IN ('CREATE FUNCTION') EXECUTE FUNCTION "Sales".until_granted();
            """;

    private static void await(TestDatabase database, String query) throws InterruptedException {
        for (int i = 0; database.asSuperuser(query).isEmpty(); i++) {
            assertThat(i).as(query).isLessThan(6000);
            Thread.sleep(10);
        }
    }
}
