// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.catalog.Server;
import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.ConversionPlanner;
import io.github.livepartition.plan.Facts;
import io.github.livepartition.plan.Proof;
import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.plan.ReversionPlanner;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the state of table, server and session may have against a conversion, word for word. */
@PostgresTest
class StateRefusalsIT {

    private static final String EVENTS = "\"Sales\".\"Ev\"\"ents\"";
    private static final Request REQUEST =
            Request.of("Sales", "Ev\"ents", "at", "month").boundary("2027-03-01");

    @BeforeEach
    void create(TestDatabase database) {
        database.query("CREATE TABLE " + EVENTS + " (id int, at date NOT NULL)");
    }

    @Test
    void oldServer() {
        Facts facts =
                Facts.of(
                        new Server(
                                130_023,
                                "13.23 (Debian 13.23-1)",
                                new Identifier("me"),
                                false,
                                Instant.EPOCH,
                                1000,
                                false,
                                "64MB",
                                2));
        Conversion conversion = REQUEST.conversion();
        String expected =
                """
                PostgreSQL 13.23 (Debian 13.23-1) is too old
                  Hint: Upgrade to PostgreSQL 14 or later.""";
        assertThatThrownBy(() -> ConversionPlanner.plan(conversion, facts))
                .isInstanceOf(RefusedException.class)
                .hasMessage(expected);
        assertThatThrownBy(() -> ReversionPlanner.plan(conversion, facts))
                .isInstanceOf(RefusedException.class)
                .hasMessage(expected);
    }

    @Test
    void distributedByCitus(TestDatabase database) throws Exception {
        database.asSuperuser(
                """
                SET allow_system_table_mods = on;
                CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char");
                GRANT SELECT ON pg_catalog.pg_dist_partition TO PUBLIC;
                INSERT INTO pg_catalog.pg_dist_partition VALUES ('"Sales"."Ev""ents"', 'h')
                """);
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" is distributed by Citus
                          Hint: Use that extension's own partitioning.
                        """);
        assertThat(
                        Refused.conversion(
                                database, Request.of("Sales", "nil", "at", "day").conversion()))
                .startsWith("table \"Sales\".\"nil\" does not exist\n");
        database.asSuperuser("DELETE FROM pg_catalog.pg_dist_partition");
        Runs.convert(database, REQUEST);
    }

    @Test
    void hypertable(TestDatabase database) throws Exception {
        database.asSuperuser(
                """
                CREATE SCHEMA _timescaledb_catalog;
                CREATE TABLE _timescaledb_catalog.hypertable (id int, schema_name name, table_name name);
                GRANT USAGE ON SCHEMA _timescaledb_catalog TO PUBLIC;
                GRANT SELECT ON _timescaledb_catalog.hypertable TO PUBLIC;
                INSERT INTO _timescaledb_catalog.hypertable VALUES (1, 'Sales', 'Ev"ents')
                """);
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" is a TimescaleDB hypertable
                          Hint: Use that extension's own partitioning.
                        """);
    }

    @Test
    void lockTimeoutAndTrust(TestDatabase database) throws Exception {
        assertThat(
                        Refused.conversion(
                                database,
                                REQUEST.pace(1000, 60_000).proof(Proof.TRUST).conversion()))
                .isEqualTo(
                        """
                        proof "trust" needs a superuser
                          Detail: Role "%s" is none.
                          Hint: Set proof="scan", or leave it out.
                        lockTimeout 1000ms is not below deadlock_timeout 1000ms
                          Detail: PostgreSQL would end the application's statement instead of ours.
                          Hint: Set lockTimeout to less; 100ms is the default.
                        """
                                .formatted(database.ownerUser().replace("\"", "\"\"")));
        Runs.convert(database, REQUEST.pace(999, 60_000));
    }

    @Test
    void invalidIndex(TestDatabase database) throws Exception {
        database.query("INSERT INTO " + EVENTS + " VALUES (1, '2026-01-01'), (1, '2026-01-01')");
        assertThatThrownBy(
                        () ->
                                database.query(
                                        "CREATE UNIQUE INDEX CONCURRENTLY \"half \"\"built\" ON "
                                                + EVENTS
                                                + " (id, at)"))
                .hasMessageContaining("could not create unique index");
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .isEqualTo(
                        """
                        index "half ""built" of table "Sales"."Ev""ents" is not valid
                          Hint: REINDEX INDEX CONCURRENTLY "Sales"."half ""built", or drop it.
                        """);
        database.query("DELETE FROM " + EVENTS + " WHERE ctid = '(0,2)'");
        database.query("REINDEX INDEX CONCURRENTLY \"Sales\".\"half \"\"built\"");
        Runs.convert(database, REQUEST);
    }

    @Test
    void constraintOfOurName(TestDatabase database) throws Exception {
        database.query(
                "ALTER TABLE "
                        + EVENTS
                        + " ADD CONSTRAINT \"Ev\"\"ents_legacy_bounds\" CHECK (id > 0)");
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .isEqualTo(
                        """
                        constraint "Ev""ents_legacy_bounds" of table "Sales"."Ev""ents" exists already and is not ours
                          Hint: Rename or drop it, or set legacyTableName.
                        """);
        Runs.convert(database, REQUEST.legacyName("old"));
    }

    @Test
    void forcedRowLevelSecurity(TestDatabase database) throws Exception {
        database.query(
                """
                ALTER TABLE "Sales"."Ev""ents" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                CREATE POLICY "only ""one" ON "Sales"."Ev""ents" USING (id = 1)
                """);
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .isEqualTo(
                        """
                        row level security of table "Sales"."Ev""ents" is forced on its owner
                          Detail: Role %1$s, which has to see every row, would not.
                          Hint: ALTER TABLE "Sales"."Ev""ents" NO FORCE ROW LEVEL SECURITY, and FORCE it again afterwards; or ALTER ROLE %1$s BYPASSRLS.
                        """
                                .formatted('"' + database.ownerUser().replace("\"", "\"\"") + '"'));
    }

    @Test
    void everythingAtOnceAndInTheSameOrder(TestDatabase database) throws Exception {
        database.query(
                """
                DROP TABLE "Sales"."Ev""ents";
                CREATE UNLOGGED TABLE "Sales"."Ev""ents" (id int PRIMARY KEY, n int UNIQUE, at date);
                INSERT INTO "Sales"."Ev""ents" VALUES (1, 1, NULL), (2, 2, '2027-03-02');
                ALTER TABLE "Sales"."Ev""ents" ADD CHECK (n >= 1) NO INHERIT;
                CREATE UNLOGGED TABLE "Sales".line (id int REFERENCES "Sales"."Ev""ents");
                CREATE TABLE "Sales"."Ev""ents_legacy" (a int)
                """);
        String expected =
                """
                column "at" of table "Sales"."Ev""ents" may be NULL
                  Detail: Range partitions take no NULL key.
                  Hint: Set notNull="true": from the first stage on, rows without a key are refused.
                column "at" of table "Sales"."Ev""ents" is NULL
                  Detail: 1 row has no key.
                  Hint: UPDATE or DELETE it first.
                table "Sales"."Ev""ents" has keys beyond the boundary 2027-03-01
                  Detail: The greatest key is 2027-03-02.
                  Hint: Set boundary beyond it, or leave boundary out.
                table "Sales"."Ev""ents" cannot be partitioned by "at"
                  Detail: Primary key "Ev""ents_pkey" (id) does not contain "at".
                  Hint: Set primaryKeyColumns="id, at" to build a new key concurrently before the cut-over.
                table "Sales"."Ev""ents" cannot be partitioned by "at"
                  Detail: Unique constraint "Ev""ents_n_key" does not contain "at".
                  Hint: Say what becomes of it: uniqueKey: {name: 'Ev"ents_n_key', action: extend} appends "at", action: drop gives it up.
                check constraint "Ev""ents_n_check" of table "Sales"."Ev""ents" is NO INHERIT
                  Detail: A partitioned table has no such constraint.
                  Hint: Without children an ordinary one says the same: ADD CHECK (…) NOT VALID, VALIDATE CONSTRAINT, and then DROP CONSTRAINT "Ev""ents_n_check".
                table "Sales"."Ev""ents" is referenced by foreign keys
                  Detail: They are "line_id_fkey" of table "Sales"."line".
                  Hint: Set incomingForeignKeys to repoint, which makes them anew, or to drop; or drop them in an earlier changeset.
                table "Sales"."Ev""ents" has the property UNLOGGED
                  Detail: This is not carried over to a partitioned table yet.
                  Hint: Remove it before the conversion and create it anew afterwards.
                "Sales"."Ev""ents_legacy" exists already
                  Detail: The conversion needs the name for the old heap.
                  Hint: Rename or drop it, or set legacyTableName.
                """;
        for (int i = 0; i < 3; i++) {
            assertThat(Refused.conversion(database, REQUEST.conversion())).isEqualTo(expected);
        }
    }

    @Test
    void runOutsideOfAutocommit(TestDatabase database) throws Exception {
        try (Connection connection = database.owner()) {
            connection.setAutoCommit(false);
            assertThat(Refused.conversion(database, connection, REQUEST.conversion()))
                    .isEqualTo(
                            """
                            the connection is not in autocommit
                              Detail: The stages commit by themselves.
                              Hint: Run it outside of a transaction.
                            """);
        }
    }
}
