// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.script.Script;
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
 * PostgreSQL trusts the bounds functions: each way to make them claim what is not true must be
 * refused, or end in the truth.
 */
@PostgresTest
class MoveHostileIT {

    private static final Request REQUEST =
            Request.of(Orders.SCHEMA, Orders.TABLE, "day", "month").boundary("2027-03-01");
    private static final Moving MOVING = Moving.of(REQUEST, "MINVALUE", "2026-07-01").name("old");
    private static final String INSERT =
            "INSERT INTO \"Sales\".\"Ord\"\"ers\" VALUES (1000, '2026-02-03')";

    @BeforeEach
    void create(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales"."Ord""ers" ("Id" bigint, day date NOT NULL, PRIMARY KEY ("Id", day));
                CREATE INDEX ON "Sales"."Ord""ers" (day);
                INSERT INTO "Sales"."Ord""ers" SELECT g, date '2026-01-01' + g FROM generate_series(1, 300) g;
                """);
        Runs.convert(database, REQUEST);
    }

    private static void set(TestDatabase database, String setting) {
        database.asSuperuser(
                "ALTER ROLE \"%s\" SET %s"
                        .formatted(database.ownerUser().replace("\"", "\"\""), setting));
    }

    /** No partition has a row that its bounds exclude: PostgreSQL's own expression is asked. */
    private static void isTrue(TestDatabase database, int rows) {
        for (String partition :
                database.query(
                        "SELECT relid::regclass FROM pg_partition_tree('\"Sales\".\"Ord\"\"ers\"') WHERE isleaf")) {
            String bounds =
                    database.one(
                            "SELECT pg_get_partition_constraintdef('%s'::regclass)"
                                    .formatted(partition));
            assertThat(
                            database.one(
                                    "SELECT count(*) FROM %s WHERE NOT (%s)"
                                            .formatted(partition, bounds)))
                    .as(partition)
                    .isEqualTo("0");
        }
        assertThat(database.one("SELECT count(*) FROM \"Sales\".\"Ord\"\"ers\""))
                .isEqualTo(Integer.toString(rows));
    }

    /** The row is committed while a slice waits: only a snapshot taken under the lock sees it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "default_transaction_isolation = 'repeatable read'",
                "default_transaction_isolation = 'serializable'",
                "constraint_exclusion = on",
                "plan_cache_mode = force_generic_plan",
                "search_path = \"Evil\", pg_catalog",
                "\"TimeZone\" = 'Asia/Tokyo'"
            })
    void aRowThatComesWhileASliceWaitsMoves(String setting, TestDatabase database)
            throws Exception {
        LyingBoundsIT.evil(database);
        set(database, setting);
        Session application = database.session("application", plain(database));
        application.run("BEGIN");
        application.run(INSERT);
        try (Connection owner = database.owner();
                Running run = Running.of(owner, () -> Planning.move(owner, MOVING.move()))) {
            run.until("waiting for");
            application.run("COMMIT");
            run.finish();
        }
        try (Connection owner = database.owner();
                Running run = Running.of(owner, () -> Planning.moveBack(owner, MOVING.move()))) {
            run.finish();
        }
        try (Connection owner = database.owner();
                Running run = Running.of(owner, () -> Planning.move(owner, MOVING.move()))) {
            run.finish();
        }
        set(database, "search_path = pg_catalog");
        isTrue(database, 301);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".old")).isEqualTo("181");
    }

    private static Connection plain(TestDatabase database) throws SQLException {
        Connection connection = database.owner();
        Orders.execute(
                connection,
                "SET search_path = pg_catalog; SET default_transaction_isolation = 'read committed'");
        return connection;
    }

    /** They come after the plan, so that only the slice itself can notice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER t BEFORE DELETE ON %s FOR EACH ROW EXECUTE FUNCTION \"Sales\".seen()",
                "CREATE RULE r AS ON DELETE TO %s DO INSTEAD NOTHING",
                "ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
            })
    void whatKeepsARowFromMovingStopsTheScript(String change, TestDatabase database)
            throws Exception {
        seen(database);
        List<String> there = script(database);
        database.query(change.formatted(Orders.LEGACY));
        stops(database, there, 0);
        drop(database, Orders.LEGACY);

        MOVING.there(database);
        List<String> back;
        try (Connection owner = database.owner()) {
            back = Script.of(Planning.moveBack(owner, MOVING.move())).statements();
        }
        database.query(change.formatted("\"Sales\".old"));
        stops(database, back, 180);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER t BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION \"Sales\".seen()",
                "CREATE RULE r AS ON INSERT TO %s DO INSTEAD NOTHING",
                "ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
            })
    void whatKeepsARowFromArrivingStopsTheScript(String change, TestDatabase database)
            throws Exception {
        seen(database);
        List<String> there = script(database);
        execute(database, there.subList(0, 2));
        database.query(change.formatted("\"Sales\".old"));
        stops(database, there.subList(2, there.size()), 0);
    }

    private static void seen(TestDatabase database) {
        database.query(
                "CREATE FUNCTION \"Sales\".seen() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$");
    }

    private static void drop(TestDatabase database, String table) {
        database.query(
                "DROP TRIGGER IF EXISTS t ON %1$s; DROP RULE IF EXISTS r ON %1$s; ALTER TABLE %1$s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY"
                        .formatted(table));
    }

    private static void stops(TestDatabase database, List<String> script, int moved) {
        assertThatThrownBy(() -> execute(database, script))
                .satisfiesAnyOf(
                        e -> assertThat(e).hasMessageContaining("has a trigger or rule of its own"),
                        e -> assertThat(e).hasMessageContaining("row-level security"),
                        e -> assertThat(e).hasMessageContaining("row security"));
        drop(database, Orders.LEGACY);
        drop(database, "\"Sales\".old");
        isTrue(database, 300);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".old"))
                .isEqualTo(Integer.toString(moved));
    }

    /** A script that was printed before another run has moved rows finds what is left. */
    @Test
    void aScriptWithAStalePositionGoesOnFromWhereItIs(TestDatabase database) throws Exception {
        List<String> script = script(database);
        MOVING.there(database);
        assertThatThrownBy(() -> execute(database, script)).hasMessageContaining("the bounds of");
        isTrue(database, 300);
        List<String> slices = script.subList(2, 3);
        execute(database, slices);
        isTrue(database, 300);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".old")).isEqualTo("180");
    }

    @Test
    void aSecondRunIsRefused(TestDatabase database) throws Exception {
        Session application = database.session("application");
        application.run("BEGIN");
        application.run("LOCK TABLE \"Sales\".\"Ord\"\"ers\" IN ACCESS SHARE MODE");
        try (Connection owner = database.owner();
                Running run = Running.of(owner, () -> Planning.move(owner, MOVING.move()))) {
            run.until("waiting for");
            assertThatThrownBy(() -> MOVING.there(database))
                    .hasMessageContaining("another run is at work on table");
            application.run("COMMIT");
            run.finish();
        }
        isTrue(database, 300);
    }

    /** The printed script is as careful as the run: its client may have died. */
    @Test
    void aSecondScriptIsRefused(TestDatabase database) throws Exception {
        List<String> script = script(database);
        execute(database, script.subList(0, 2));
        Session application = database.session("application");
        application.run("BEGIN");
        application.run("LOCK TABLE \"Sales\".\"Ord\"\"ers\" IN ACCESS SHARE MODE");
        Session first = database.session("first").start(script.get(2));
        while (database.query(
                        "SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = " + first.pid())
                .isEmpty()) {
            assertThat(first.done()).isFalse();
            Thread.sleep(20);
        }
        assertThatThrownBy(() -> execute(database, script.subList(2, 3)))
                .hasMessageContaining("another run is at work on table");
        application.run("COMMIT");
        first.finish();
        isTrue(database, 300);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".old")).isEqualTo("180");
    }

    private static List<String> script(TestDatabase database) throws SQLException {
        try (Connection owner = database.owner()) {
            return Script.of(Planning.move(owner, MOVING.move())).statements();
        }
    }

    private static void execute(TestDatabase database, List<String> statements)
            throws SQLException {
        try (Connection owner = database.owner()) {
            for (String statement : statements) {
                Orders.execute(owner, statement);
            }
        }
    }
}
