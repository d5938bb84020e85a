// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who writes to a table while it is copied without being its owner: may do what he could before.
 */
@PostgresTest
class CopyStrangersIT {

    private static final Request REQUEST =
            Request.of("Sales", "t", "at", "month").primaryKey("id", "at").copy();

    private static final String CREATE =
            """
            CREATE TABLE "Sales".t (id bigint PRIMARY KEY, at date NOT NULL, note text, secret text DEFAULT 's');
            CREATE INDEX ON "Sales".t (at);
            INSERT INTO "Sales".t SELECT g, date '2025-01-01' + g, 'old' FROM generate_series(1, 50) g;
            """;

    private TestDatabase db;
    private String role;

    @BeforeEach
    void create(TestDatabase database) {
        db = database;
        role = '"' + db.role("cl\"erk").user().replace("\"", "\"\"") + '"';
        db.query("GRANT USAGE ON SCHEMA \"Sales\" TO " + role);
    }

    @Test
    void whoMayOnlyInsertSomeColumns() throws Exception {
        db.query(CREATE + "GRANT INSERT (id, at) ON \"Sales\".t TO " + role);
        try (Connection clerk = db.role("cl\"erk").connect()) {
            Stages.walk(
                    db,
                    REQUEST,
                    (number, stages) -> {
                        Orders.execute(
                                clerk,
                                "INSERT INTO \"Sales\".t (id, at) VALUES (%d, '2025-03-04')"
                                        .formatted(number));
                        assertThatThrownBy(
                                        () -> Orders.execute(clerk, "SELECT id FROM \"Sales\".t"))
                                .hasMessageContaining("permission denied for table t");
                        assertThat(count()).isEqualTo(Integer.toString(50 + number - 999));
                    });
        }
    }

    @Test
    void whoMayDoAnythingWithTheTableAndNothingWithWhatIsOurs() throws Exception {
        // what a schema's owner may have set long ago must not open what is ours
        db.query(
                "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO %1$s; ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO %1$s; ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO %1$s"
                        .formatted(role));
        db.query(CREATE);
        db.asSuperuser("GRANT CREATE ON SCHEMA public TO " + role);
        try (Connection clerk = db.role("cl\"erk").connect()) {
            Orders.execute(clerk, "CREATE TABLE public.own (id bigint, at date)");
            Stages.walk(
                    db,
                    REQUEST,
                    (number, stages) -> {
                        write(clerk, number);
                        refused(clerk, "SELECT FROM \"Sales\".t_changes");
                        refused(clerk, "INSERT INTO \"Sales\".t_changes (truncated) VALUES (true)");
                        refused(clerk, "DELETE FROM \"Sales\".t_changes");
                        refused(clerk, "TRUNCATE \"Sales\".t_pages");
                        refused(clerk, "SELECT FROM \"Sales\".t_pages");
                        refused(
                                clerk,
                                "SELECT setval('\"Sales\".t_changes_id_seq', 9223372036854775807)");
                        refused(
                                clerk,
                                "CREATE TRIGGER x AFTER INSERT ON public.own FOR EACH ROW EXECUTE FUNCTION \"Sales\".t_changes()");
                    });
        }
    }

    private static void refused(Connection clerk, String sql) {
        assertThatThrownBy(() -> Orders.execute(clerk, sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageMatching(
                        "(?s)ERROR: (permission denied for|relation .* does not exist|function .* does not exist).*");
    }

    @Test
    void whoHasOperatorsAndFunctionsOfHisOwn() throws Exception {
        db.query(CREATE + "GRANT ALL ON \"Sales\".t TO " + role);
        db.query(
                "CREATE SCHEMA evil AUTHORIZATION CURRENT_USER; GRANT ALL ON SCHEMA evil TO "
                        + role);
        try (Connection clerk = db.role("cl\"erk").connect()) {
            Orders.execute(
                    clerk,
                    """
                    CREATE FUNCTION evil.never(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT false';
                    CREATE FUNCTION evil.never(date, date) RETURNS boolean LANGUAGE sql AS 'SELECT false';
                    CREATE FUNCTION evil.current_setting(text) RETURNS text LANGUAGE sql AS $$SELECT 'evil'::text$$;
                    CREATE FUNCTION evil.pg_try_advisory_xact_lock_shared(integer, integer) RETURNS boolean LANGUAGE sql AS 'SELECT true';
                    CREATE OPERATOR evil.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = evil.never);
                    CREATE OPERATOR evil.= (LEFTARG = date, RIGHTARG = date, FUNCTION = evil.never);
                    SET search_path = evil, pg_catalog;
                    CREATE TEMP TABLE t_changes (id bigint);
                    SET "DateStyle" = 'ISO, DMY';
                    SET "TimeZone" = 'Pacific/Chatham';
                    SET row_security = off;
                    SET enable_indexscan = off;
                    SET default_transaction_isolation = 'serializable';
                    """);
            Stages.walk(db, REQUEST, (number, stages) -> write(clerk, number));
        }
    }

    @Test
    void whoAppliesWhatIsReplicated() throws Exception {
        db.query(CREATE);
        try (Connection apply = db.superuser()) {
            Orders.execute(apply, "SET session_replication_role = replica");
            Stages.walk(db, REQUEST, (number, stages) -> write(apply, number));
        }
    }

    /** Each time it is a row more, a few others, and what was written before is looked at. */
    private void write(Connection connection, int number) throws SQLException {
        Orders.execute(
                connection,
                "INSERT INTO \"Sales\".t (id, at, note) VALUES (%1$d, date '2025-03-04', '%1$d')"
                        .formatted(number));
        Orders.execute(
                connection,
                "UPDATE \"Sales\".t SET note = '%1$d', at = at + 1 WHERE id OPERATOR(pg_catalog.=) %2$d"
                        .formatted(number, 1 + number % 50));
        Orders.execute(
                connection,
                "DELETE FROM \"Sales\".t WHERE id OPERATOR(pg_catalog.=) %d".formatted(number - 2));
        assertThat(
                        db.query(
                                "SELECT id, note FROM \"Sales\".t WHERE id > 900 OR id = %d ORDER BY id"
                                        .formatted(1 + number % 50)))
                .as("%d", number)
                .containsExactlyElementsOf(
                        number == 1000
                                ? List.of("1|1000", "1000|1000")
                                : List.of(
                                        "%d|%d".formatted(1 + number % 50, number),
                                        "%1$d|%1$d".formatted(number - 1),
                                        "%1$d|%1$d".formatted(number)));
    }

    private String count() {
        return db.one("SELECT count(*) FROM \"Sales\".t");
    }
}
