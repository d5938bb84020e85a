// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL trusts the bounds function, so each way to make it claim what is not true must end in
 * an error that leaves the table as it was, or in the truth.
 */
@PostgresTest
class LyingBoundsIT {

    private static final Request REQUEST =
            Request.of(Orders.SCHEMA, Orders.TABLE, "day", "month").boundary("2027-03-01");

    private static final String BEYOND =
            "INSERT INTO \"Sales\".\"Ord\"\"ers\" VALUES (1000, '2027-03-15')";

    private static final String BEYOND_TEXT =
            """
            ERROR: table "Sales"."Ord""ers" has keys beyond the boundary 2027-03-01
              Detail: The greatest key is 2027-03-15.
              Hint: Run it again: the boundary is chosen anew; or set boundary beyond the greatest key.
            """;

    @BeforeEach
    void create(TestDatabase database) {
        database.query(
                """
                CREATE TABLE "Sales"."Ord""ers" ("Id" bigint, day date NOT NULL, PRIMARY KEY ("Id", day));
                INSERT INTO "Sales"."Ord""ers" SELECT g, date '2026-01-01' + g FROM generate_series(1, 300) g;
                """);
    }

    private static void set(TestDatabase database, String setting) {
        database.asSuperuser(
                "ALTER ROLE \"%s\" SET %s"
                        .formatted(database.ownerUser().replace("\"", "\"\""), setting));
    }

    private static void isConverted(TestDatabase database) {
        assertThat(
                        database.query(
                                """
                                SELECT relkind, pg_get_partkeydef(oid) FROM pg_class WHERE oid = '"Sales"."Ord""ers"'::regclass
                                """))
                .containsExactly("p|RANGE (day)");
        isTrue(database);
    }

    /** No partition has a row that its bounds exclude: PostgreSQL's own expression is asked. */
    private static void isTrue(TestDatabase database) {
        for (String partition :
                database.query(
                        "SELECT relid::regclass FROM pg_partition_tree('\"Sales\".\"Ord\"\"ers\"') WHERE isleaf")) {
            assertThat(
                            database.one(
                                    "SELECT count(*) FROM %s WHERE NOT (%s)"
                                            .formatted(
                                                    partition,
                                                    database.one(
                                                            "SELECT pg_get_partition_constraintdef('%s'::regclass)"
                                                                    .formatted(partition)))))
                    .as(partition)
                    .isEqualTo("0");
        }
    }

    /**
     * The row is committed while the cut-over waits, so that only a snapshot taken after the lock
     * sees it.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "default_transaction_isolation = 'read committed'",
                "default_transaction_isolation = 'repeatable read'",
                "default_transaction_isolation = 'serializable'",
                "constraint_exclusion = on",
                "default_transaction_deferrable = on",
                "row_security = off",
                "enable_indexscan = off",
                "plan_cache_mode = force_generic_plan"
            })
    void aRowThatComesWhileTheCutOverWaitsIsSeen(String setting, TestDatabase database)
            throws Exception {
        set(database, setting);
        Runs.upTo(database, REQUEST, "cut over");
        var before = Definition.of(database);
        Session application = database.session("application");
        application.run("BEGIN");
        application.run(BEYOND);
        try (Running run = Running.conversion(database.owner(), REQUEST)) {
            run.until("waiting for");
            application.run("COMMIT");
            assertThatThrownBy(run::finish).hasMessageContaining("keys beyond the boundary");
        }
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        database.query("DELETE FROM \"Sales\".\"Ord\"\"ers\" WHERE \"Id\" = 1000");
        Runs.convert(database, REQUEST);
        isConverted(database);
    }

    @Test
    void aRowThatComesBetweenPlanAndCutOverStopsTheScript(TestDatabase database) throws Exception {
        String cutOver = Runs.upTo(database, REQUEST, "cut over");
        var before = Definition.of(database);
        database.query(BEYOND);
        assertThat(failure(database, cutOver)).isEqualTo(BEYOND_TEXT);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);

        // without a boundary of its own the next run finds a later one
        var free = Request.of(Orders.SCHEMA, Orders.TABLE, "day", "month");
        Runs.convert(database, free);
        isConverted(database);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".\"Ord\"\"ers_legacy\""))
                .isEqualTo("301");
    }

    @Test
    void aRowThatIsDeletedAgainDoesNotMatter(TestDatabase database) throws Exception {
        String cutOver = Runs.upTo(database, REQUEST, "cut over");
        database.query(BEYOND);
        database.query("DELETE FROM \"Sales\".\"Ord\"\"ers\" WHERE \"Id\" = 1000");
        database.query(cutOver);
        isConverted(database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                "ALTER \"Id\" SET DEFAULT 7",
                "ADD COLUMN \"new\" int",
                "DROP CONSTRAINT \"Ord\"\"ers_pkey\"",
                "SET (fillfactor = 50)"
            })
    void whatChangesBetweenPlanAndCutOverStopsTheScript(String change, TestDatabase database)
            throws Exception {
        String cutOver = Runs.upTo(database, REQUEST, "cut over");
        database.query("ALTER TABLE \"Sales\".\"Ord\"\"ers\" " + change);
        var before = Definition.of(database);
        assertThat(failure(database, cutOver))
                .isEqualTo(
                        """
                        ERROR: the definition of table "Sales"."Ord""ers" has changed since the plan was made
                          Hint: Nothing has changed here. Run the update, or print the script, once more.
                        """);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    /** Each would keep PostgreSQL from seeing the proof, or make the proof another's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS 'SELECT true'",
                "LANGUAGE sql IMMUTABLE SECURITY DEFINER AS 'SELECT true'",
                "LANGUAGE sql VOLATILE AS 'SELECT true'",
                "LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN true; END'",
                "LANGUAGE sql IMMUTABLE STRICT AS 'SELECT true'",
                "LANGUAGE sql IMMUTABLE AS 'SELECT v < ''2000-01-01'''"
            })
    void aFunctionThatSomebodyReplacedIsReplacedAgain(String body, TestDatabase database)
            throws Exception {
        String cutOver = Runs.upTo(database, REQUEST, "cut over");
        database.query(
                "CREATE OR REPLACE FUNCTION \"Sales\".\"Ord\"\"ers_legacy_bounds\"(v date) RETURNS boolean "
                        + body);
        List<String> said = messages(database.owner(), cutOver);
        assertThat(said)
                .contains(
                        "partition constraint for table \"Ord\"ers_legacy\" is implied by existing constraints");
        isConverted(database);
    }

    @Test
    void aSessionThatMayOnlyReadChangesNothing(TestDatabase database) throws Exception {
        var before = Definition.of(database);
        set(database, "default_transaction_read_only = on");
        assertThatThrownBy(() -> Runs.convert(database, REQUEST))
                .hasMessageContaining("in a read-only transaction");
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        set(database, "default_transaction_read_only = off");
        Runs.convert(database, REQUEST);
        isConverted(database);
    }

    @Test
    void nothingOfAHostileSearchPathIsCalled(TestDatabase database) throws Exception {
        evil(database);
        var before = Definition.of(database);
        set(database, "search_path = \"Evil\", pg_catalog");
        Session application = database.session("application");
        application.run("SET search_path = pg_catalog");
        for (boolean back : new boolean[] {false, true}) {
            application.run("BEGIN");
            // not a SELECT: the driver's portal would keep its snapshot, and stop index builds
            application.run("LOCK TABLE \"Sales\".\"Ord\"\"ers\" IN ACCESS SHARE MODE");
            try (Running run =
                    back
                            ? Running.reversion(database.owner(), REQUEST)
                            : Running.conversion(database.owner(), REQUEST)) {
                run.until("waiting for");
                application.run("COMMIT");
                run.finish();
            }
            if (!back) {
                application.run(BEYOND);
                application.run(BEYOND.replace("1000", "generate_series(1001, 3500)"));
            }
        }
        set(database, "search_path = pg_catalog");
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".\"Ord\"\"ers\"")).isEqualTo("2801");
    }

    /** Shadows every operator and function that PL/pgSQL could find, and the types it declares. */
    static void evil(TestDatabase database) {
        database.query(
                """
                CREATE SCHEMA "Evil";
                SET search_path = pg_catalog;
                DO $do$
                DECLARE
                  f record;
                BEGIN
                  FOR f IN SELECT proname, pg_get_function_identity_arguments(p.oid) AS args, prorettype::regtype AS result FROM pg_proc AS p
                            WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' AND provariadic = 0 AND NOT proretset AND proname = ANY (
                                '{now,format,clock_timestamp,set_config,current_setting,pg_sleep,make_interval,random,round,hashtextextended,abs,
                                  pg_try_advisory_lock,pg_try_advisory_xact_lock,pg_advisory_unlock,pg_backend_pid,current_database,date_trunc,left,
                                  obj_description,pg_get_expr,substring,quote_literal,quote_ident,md5,array_to_string,array_cat,has_table_privilege,
                                  numeric,float8,int4,text,length,replace,lower,upper,timezone,date_part,extract,like,textcat,setval,pg_get_constraintdef}')
                              AND NOT EXISTS (SELECT FROM pg_type AS y WHERE y.oid = ANY (p.proargtypes || p.prorettype) AND y.typtype = 'p' AND y.typname <> 'void')
                  LOOP
                    EXECUTE format('CREATE OR REPLACE FUNCTION "Evil".%I(%s) RETURNS %s LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION USING MESSAGE = %L; END$$',
                      f.proname, f.args, f.result, 'evil function ' || f.proname);
                  END LOOP;
                  FOR f IN SELECT oprname, oprleft::regtype AS l, oprright::regtype AS r, oprresult::regtype AS result, row_number() OVER () AS n FROM pg_operator
                            WHERE oprnamespace = 'pg_catalog'::regnamespace AND oprkind = 'b' AND oprname ~ '^([<>=]|<=|>=|<>|!=|[-+*/]|[|][|]|!?~+[*]?)$'
                              AND NOT EXISTS (SELECT FROM pg_type AS y WHERE y.oid IN (oprleft, oprright, oprresult) AND y.typtype = 'p')
                  LOOP
                    EXECUTE format('CREATE FUNCTION "Evil".%I(%s, %s) RETURNS %s LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION USING MESSAGE = %L; END$$',
                      'op' || f.n, f.l, f.r, f.result, 'evil operator ' || f.oprname);
                    EXECUTE format('CREATE OPERATOR "Evil".%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = "Evil".%I)', f.oprname, f.l, f.r, 'op' || f.n);
                  END LOOP;
                  FOR f IN SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind IN ('r', 'v') AND relname IN
                    ('pg_class', 'pg_locks', 'pg_settings', 'pg_database', 'pg_index', 'pg_attribute', 'pg_stat_activity', 'pg_constraint', 'pg_namespace', 'pg_inherits')
                  LOOP
                    EXECUTE format('CREATE VIEW "Evil".%I AS SELECT 1/(random()*0)::int AS evil', f.relname);
                  END LOOP;
                  FOR f IN SELECT unnest(ARRAY['text', 'oid', 'timestamptz', 'regclass', 'record', 'int4', 'name', 'date']) AS typname
                  LOOP
                    EXECUTE format('CREATE TYPE "Evil".%I AS ENUM ()', f.typname);
                  END LOOP;
                END
                $do$
                """);
    }

    @Test
    void aSecondRunnerIsRefused(TestDatabase database) throws Exception {
        var first = database.owner();
        Runs.upTo(database, REQUEST, "cut over");
        Session application = database.session("application");
        application.run("BEGIN");
        application.run("SELECT count(*) FROM \"Sales\".\"Ord\"\"ers\"");
        try (Running run = Running.conversion(first, REQUEST)) {
            run.until("waiting for");
            var before = Definition.of(database);
            for (int i = 0; i < 2; i++) {
                boolean back = i == 1;
                assertThatThrownBy(
                                () -> {
                                    if (back) {
                                        Runs.revert(database, REQUEST);
                                    } else {
                                        Runs.convert(database, REQUEST);
                                    }
                                })
                        .hasMessageContaining(
                                """
                                ERROR: another run is at work on table "Sales"."Ord""ers"
                                  Hint: Wait until it has ended; its client may have died.""");
            }
            assertThat(Definition.of(database)).containsExactlyElementsOf(before);
            application.run("COMMIT");
            run.finish();
        }
        isConverted(database);
    }

    @Test
    void rowSecurityThatComesBetweenIsRefused(TestDatabase database) throws Exception {
        Runs.upTo(database, REQUEST, "cut over");
        database.query(BEYOND);
        database.query(
                "ALTER TABLE \"Sales\".\"Ord\"\"ers\" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
        assertThatThrownBy(() -> Runs.convert(database, REQUEST))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "row level security of table \"Sales\".\"Ord\"\"ers\" is forced on its owner");
    }

    /** Message, detail and hint, as psql shows them. */
    private static String failure(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.owner()) {
            try {
                Orders.execute(connection, sql);
            } catch (org.postgresql.util.PSQLException e) {
                var error = e.getServerErrorMessage();
                return "ERROR: "
                        + error.getMessage()
                        + "\n"
                        + (error.getDetail() == null ? "" : "  Detail: " + error.getDetail() + "\n")
                        + (error.getHint() == null ? "" : "  Hint: " + error.getHint() + "\n");
            }
        }
        return "it went through";
    }

    private static List<String> messages(Connection connection, String sql) throws SQLException {
        List<String> messages = new java.util.ArrayList<>();
        try (var statement = connection.createStatement()) {
            statement.execute("SET client_min_messages = debug1");
            statement.clearWarnings();
            statement.execute(sql);
            for (var next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
                messages.add(next.getMessage());
            }
        }
        return messages;
    }
}
