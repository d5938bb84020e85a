// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import io.github.livepartition.testing.TestRole;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a snapshot sees that is older than a slice, as the manual says it. */
@PostgresTest
class MoveSnapshotsIT {

    private static final Request REQUEST =
            Request.of(Orders.SCHEMA, Orders.TABLE, "day", "month").boundary("2027-03-01");
    private static final Moving MOVING =
            Moving.of(REQUEST, "MINVALUE", "2026-07-01").name("old").pace(100, 1500);
    private static final String COUNT = "SELECT count(*) FROM \"Sales\".\"Ord\"\"ers\"";
    private static final String PRUNED = COUNT + " WHERE day < '2026-07-01'";

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

    private static Session old(TestDatabase database) throws Exception {
        Session old = database.session("an old one");
        old.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        old.run("SELECT count(*) FROM pg_catalog.pg_class");
        return old;
    }

    @Test
    void withWarnItMissesTheRowsThatMoved(TestDatabase database) throws Exception {
        Session old = old(database);
        MOVING.mode(50, false, false).there(database);
        assertThat(old.run(PRUNED)).containsExactly("0");
        assertThat(old.run(COUNT)).containsExactly("300");
        old.run("COMMIT");
        assertThat(old.run(PRUNED)).containsExactly("180");
    }

    /** It looks where its snapshot has nothing, or finds what somebody has deleted since. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "0 rows",
            value = {
                "UPDATE %s SET day = day WHERE \"Id\" = 20 AND day = '2026-01-21' | 0 rows",
                "DELETE FROM %s WHERE \"Id\" = 20 AND day = '2026-01-21' | 0 rows",
                "UPDATE %s SET day = day WHERE \"Id\" = 20 | 40001",
                "DELETE FROM %s WHERE \"Id\" = 20 | 40001",
                "SELECT FROM %s WHERE \"Id\" = 20 FOR UPDATE | 40001",
                "INSERT INTO %s VALUES (20, '2026-01-21') ON CONFLICT DO NOTHING | 40001",
                "INSERT INTO %s VALUES (20, '2026-01-21') | 23505"
            })
    void withWarnItWritesNoRowThatMoved(String sql, String state, TestDatabase database)
            throws Exception {
        Session old = old(database);
        MOVING.mode(50, false, false).there(database);
        String write = sql.formatted("\"Sales\".\"Ord\"\"ers\"");
        if (state == null) {
            assertThat(
                            old.run(
                                    "WITH w AS (%s RETURNING 1) SELECT count(*) FROM w"
                                            .formatted(write)))
                    .containsExactly("0");
            old.run("COMMIT");
        } else {
            assertThatThrownBy(() -> old.run(write))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
            old.run("ROLLBACK");
        }
        assertThat(database.one(COUNT)).isEqualTo("300");
    }

    @Test
    void withWaitNothingMovesWhileItIsThere(TestDatabase database) throws Exception {
        Session old = old(database);
        assertThatThrownBy(() -> MOVING.mode(50, true, false).there(database))
                .hasMessageContaining(
                        "ERROR: there was no instant without older snapshots within 1.5s")
                .hasMessageContaining(
                        "The last were those of pid %d \"an old one\" (idle in transaction since "
                                .formatted(old.pid()))
                .hasMessageContaining("or set oldSnapshots to warn");
        assertThat(old.run(PRUNED)).containsExactly("180");
        assertThat(old.run(COUNT)).containsExactly("300");
        old.run("COMMIT");
        MOVING.mode(50, true, false).there(database);
        assertThat(old.run(PRUNED)).containsExactly("180");
        assertThat(database.one("SELECT count(*) FROM \"Sales\".old")).isEqualTo("180");
    }

    /** Of whom nothing is known but that he is in a transaction. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withWaitNothingMovesWhileAnotherRoleIsThere(boolean seesAll, TestDatabase database)
            throws Exception {
        TestRole reader = database.role("reader");
        database.query(
                "GRANT USAGE ON SCHEMA \"Sales\" TO \"%1$s\"; GRANT SELECT ON \"Sales\".\"Ord\"\"ers\" TO \"%1$s\""
                        .formatted(reader.user()));
        if (seesAll) {
            database.asSuperuser(
                    "GRANT pg_read_all_stats TO \"%s\""
                            .formatted(database.ownerUser().replace("\"", "\"\"")));
        }
        Session other = database.session("other", reader.connect());
        other.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        other.run("SELECT count(*) FROM pg_catalog.pg_class");
        assertThatThrownBy(() -> MOVING.mode(50, true, false).there(database))
                .hasMessageContaining("there was no instant without older snapshots within 1.5s")
                .hasMessageContaining("pid %d \"other\"".formatted(other.pid()));
        assertThat(other.run(PRUNED)).containsExactly("180");
        other.run("COMMIT");
        MOVING.mode(50, true, false).there(database);
        assertThat(other.run(PRUNED)).containsExactly("180");
    }

    /** A statement that reads with the snapshot it began with. */
    @Test
    void withWaitAStableFunctionIsWaitedFor(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE FUNCTION "Sales".late() RETURNS bigint LANGUAGE plpgsql STABLE AS
                  $$BEGIN PERFORM pg_sleep(1); RETURN (SELECT count(*) FROM "Sales"."Ord""ers" WHERE day < '2026-07-01'); END$$
                """);
        Session reader = database.session("reader");
        reader.start("SELECT \"Sales\".late()");
        MOVING.mode(50, true, false).pace(100, 60_000).there(database);
        assertThat(reader.finish()).containsExactly("180");
        assertThat(database.one("SELECT count(*) FROM \"Sales\".old")).isEqualTo("180");
    }

    /** A plain statement that waits for a slice takes its snapshot afterwards. */
    @Test
    void aPlainTransactionThatIsIdleDoesNotStopIt(TestDatabase database) throws Exception {
        Session other = database.session("other");
        other.run("BEGIN");
        // not a SELECT: the driver's portal would keep its snapshot
        other.run("CREATE TEMPORARY TABLE it ()");
        MOVING.mode(50, true, false).there(database);
        assertThat(other.run(PRUNED)).containsExactly("180");
    }

    /** So that a full read with an old snapshot finds there what it still has to. */
    @Test
    void aPartitionThatGoesOnTheWayBackIsWaitedForInAnyCase(TestDatabase database)
            throws Exception {
        MOVING.mode(50, false, false).there(database);
        Session old = old(database);
        assertThatThrownBy(() -> MOVING.mode(50, false, false).back(database))
                .hasMessageContaining("there was no instant without older snapshots within 1.5s")
                .hasMessageContaining(
                        "Run it again at a quieter time, or set lockRetryFor to more.");
        assertThat(old.run(COUNT)).containsExactly("300");
        old.run("COMMIT");
        MOVING.mode(50, false, false).back(database);
        assertThat(database.one(COUNT)).isEqualTo("300");
    }

    /** What is left detached in the end would be missing from a full read too. */
    @Test
    void theLastSliceOfAllWaitsInAnyCase(TestDatabase database) throws Exception {
        Session old = old(database);
        Moving all = Moving.of(REQUEST, "MINVALUE", "2027-03-01").name("old").pace(100, 1500);
        assertThatThrownBy(() -> all.there(database))
                .hasMessageContaining("there was no instant without older snapshots within 1.5s");
        assertThat(old.run(COUNT)).containsExactly("300");
        old.run("COMMIT");
        all.there(database);

        Session older = old(database);
        assertThatThrownBy(() -> all.dropLegacy(database, false))
                .hasMessageContaining(
                        "ERROR: somebody may still see rows in \"Sales\".\"Ord\"\"ers_legacy\"")
                .hasMessageContaining(
                        "Older than the last slice may be: pid %d \"an old one\""
                                .formatted(older.pid()));
        older.run("COMMIT");
        all.dropLegacy(database, false);
        assertThat(database.one(COUNT)).isEqualTo("300");
    }
}
