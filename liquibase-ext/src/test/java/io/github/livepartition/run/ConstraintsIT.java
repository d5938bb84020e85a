// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constraints of a rarer kind: the same after the conversion and its rollback, or refused. */
@PostgresTest
class ConstraintsIT {

    private static final String TABLE =
            """
            CREATE TABLE "Sales"."Ev""ents" (id int NOT NULL, n int, at date NOT NULL, CONSTRAINT "p ""k" PRIMARY KEY (id, at));
            CREATE INDEX ON "Sales"."Ev""ents" (at);
            CREATE TABLE "Sales"."re f" (a int PRIMARY KEY);
            INSERT INTO "Sales"."re f" SELECT generate_series(0, 4);
            INSERT INTO "Sales"."Ev""ents" SELECT g, g % 10, date '2026-01-01' + g FROM generate_series(1, 100) g;
            """;

    private static final String UNPROVED =
            """
            ALTER TABLE "Sales"."Ev""ents" ADD CONSTRAINT "f ""k" FOREIGN KEY (n) REFERENCES "Sales"."re f" NOT VALID,
              ADD CONSTRAINT "c ""k" CHECK (n <> 3) NOT VALID, ADD CONSTRAINT proved CHECK (n < 20);
            COMMENT ON CONSTRAINT "f ""k" ON "Sales"."Ev""ents" IS 'it''s f';
            COMMENT ON CONSTRAINT "c ""k" ON "Sales"."Ev""ents" IS 'it''s c';
            """;

    private static final Request REQUEST =
            Request.of("Sales", "Ev\"ents", "at", "month").boundary("2027-01-01");

    private static final String STATES =
            """
            SELECT conrelid::regclass, conname, convalidated FROM pg_constraint WHERE conname IN ('f "k', 'c "k')
              AND conrelid IN ('"Sales"."Ev""ents"'::regclass, '"Sales"."Ev""ents_legacy"'::regclass, '"Sales"."Ev""ents_y2027m01"'::regclass)
            ORDER BY conname, conrelid::regclass::text COLLATE "C\"""";

    /** Rows break both; what is new is checked. */
    @Test
    void whatIsNotProvedStaysSo(TestDatabase database) throws Exception {
        database.query(TABLE + UNPROVED);
        List<String> before = Definition.of(database);
        Runs.convert(database, REQUEST);
        assertThat(database.query(STATES))
                .containsExactly(
                        "\"Sales\".\"Ev\"\"ents\"|c \"k|f",
                        "\"Sales\".\"Ev\"\"ents_legacy\"|c \"k|f",
                        "\"Sales\".\"Ev\"\"ents_y2027m01\"|c \"k|t",
                        "\"Sales\".\"Ev\"\"ents_legacy\"|f \"k|f",
                        "\"Sales\".\"Ev\"\"ents_y2027m01\"|f \"k|t");
        for (String day : List.of("2026-05-05", "2027-01-05")) {
            String insert = "INSERT INTO \"Sales\".\"Ev\"\"ents\" VALUES (1000, %d, '%s')";
            assertThatThrownBy(() -> database.query(insert.formatted(3, day)))
                    .hasMessageContaining("violates check constraint \"c \"k\"");
            assertThatThrownBy(() -> database.query(insert.formatted(5, day)))
                    .hasMessageContaining("violates foreign key constraint \"f \"k\"");
        }
        List<String> converted = Definition.of(database);
        Runs.revert(database, REQUEST);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        Runs.convert(database, REQUEST);
        assertThat(Definition.of(database)).containsExactlyElementsOf(converted);

        Moving moving = Moving.of(REQUEST, "MINVALUE", "2026-02-01").name("old");
        for (Moving mode : List.of(moving, moving.staged())) {
            assertThatThrownBy(() -> mode.there(database))
                    .hasMessage(
                            """
                            check constraint "c ""k" of "Sales"."Ev""ents" is NOT VALID
                              Detail: A row that moves is checked, and one that breaks it could not move.
                              Hint: ALTER TABLE "Sales"."Ev""ents" VALIDATE CONSTRAINT "c ""k".
                            foreign key "f ""k" of "Sales"."Ev""ents_legacy" is NOT VALID
                              Detail: A row that moves is checked, and one that breaks it could not move.
                              Hint: ALTER TABLE "Sales"."Ev""ents_legacy" VALIDATE CONSTRAINT "f ""k".""");
        }
        database.query(
                """
                INSERT INTO "Sales"."re f" SELECT generate_series(5, 9);
                DELETE FROM "Sales"."Ev""ents" WHERE n = 3;
                ALTER TABLE "Sales"."Ev""ents" VALIDATE CONSTRAINT "c ""k";
                ALTER TABLE "Sales"."Ev""ents_legacy" VALIDATE CONSTRAINT "f ""k";
                """);
        Moving.of(REQUEST, "MINVALUE", "2027-01-01").name("old").there(database);
        moving.dropLegacy(database, false);
        assertThat(
                        database.query(
                                "SELECT bool_and(convalidated), count(*) FROM pg_constraint WHERE conname IN ('f \"k', 'c \"k') AND (contype = 'f' OR conrelid = '\"Sales\".\"Ev\"\"ents\"'::regclass)"))
                .containsExactly("t|6");
    }

    @Test
    void aCopyProvesAllItsRows(TestDatabase database) throws Exception {
        database.query(TABLE + UNPROVED);
        assertThat(Refused.conversion(database, REQUEST.copy().conversion()))
                .isEqualTo(
                        """
                        check constraint "c ""k" of table "Sales"."Ev""ents" is NOT VALID
                          Detail: The rows of a copy are all checked, and one that breaks it could not be copied.
                          Hint: ALTER TABLE "Sales"."Ev""ents" VALIDATE CONSTRAINT "c ""k", or set strategy to attach.
                        foreign key "f ""k" of table "Sales"."Ev""ents" is NOT VALID
                          Detail: The rows of a copy are all checked, and one that breaks it could not be copied.
                          Hint: ALTER TABLE "Sales"."Ev""ents" VALIDATE CONSTRAINT "f ""k", or set strategy to attach.
                        """);
    }

    private static final String PARTS =
            """
            CREATE TABLE "Sales"."pa rts" (a int PRIMARY KEY) PARTITION BY RANGE (a);
            CREATE TABLE "Sales".p1 PARTITION OF "Sales"."pa rts" FOR VALUES FROM (0) TO (5);
            CREATE TABLE "Sales".p2 PARTITION OF "Sales"."pa rts" FOR VALUES FROM (5) TO (10);
            INSERT INTO "Sales"."pa rts" SELECT generate_series(0, 9);
            """;

    private static final String TO_PARTS =
            "ALTER TABLE \"Sales\".\"%s\" ADD CONSTRAINT \"f \"\"k\" FOREIGN KEY (n) REFERENCES \"Sales\".\"pa rts\"";

    private static void referencesParts(TestDatabase database) {
        database.query(
                "INSERT INTO \"Sales\".\"Ev\"\"ents\" SELECT 1000 + g, g, '2026-05-05' FROM generate_series(0, 9) AS g");
        assertThatThrownBy(
                        () ->
                                database.query(
                                        "INSERT INTO \"Sales\".\"Ev\"\"ents\" VALUES (2000, 10, '2026-05-05')"))
                .hasMessageContaining("violates foreign key constraint \"f \"k\"");
        assertThatThrownBy(() -> database.query("DELETE FROM \"Sales\".\"pa rts\" WHERE a = 7"))
                .hasMessageContaining("violates foreign key constraint");
        database.query("DELETE FROM \"Sales\".\"Ev\"\"ents\" WHERE id >= 1000");
    }

    /** Not every version detaches a partition that has one; a copy is never detached. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void foreignKeysToPartitionedTables(boolean copies, TestDatabase database) throws Exception {
        database.query(TABLE + PARTS + TO_PARTS.formatted("Ev\"\"ents"));
        Request request = copies ? REQUEST.copy() : REQUEST;
        if (!copies && database.majorVersion() < 15) {
            assertThat(Refused.conversion(database, request.conversion()))
                    .isEqualTo(
                            undetachable(
                                            database,
                                            "Ev\"\"ents",
                                            "Set strategy to copy, upgrade it,")
                                    + "\n");
            return;
        }
        List<String> before = Definition.of(database);
        Runs.convert(database, request);
        referencesParts(database);
        Runs.revert(database, request);
        referencesParts(database);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    @Test
    void foreignKeysToPartitionedTablesThatCameSince(TestDatabase database) throws Exception {
        database.query(TABLE + PARTS);
        Runs.convert(database, REQUEST);
        database.query(TO_PARTS.formatted("Ev\"\"ents_legacy"));
        Moving moving = Moving.of(REQUEST, "MINVALUE", "2026-02-01").name("old");
        if (database.majorVersion() < 15) {
            String refused = undetachable(database, "Ev\"\"ents_legacy", "Upgrade it,");
            for (ThrowingCallable change :
                    List.<ThrowingCallable>of(
                            () -> moving.there(database),
                            () -> moving.staged().there(database),
                            () -> moving.dropLegacy(database, true),
                            () -> Runs.revert(database, REQUEST))) {
                assertThatThrownBy(change).hasMessage(refused);
            }
            return;
        }
        moving.there(database);
        referencesParts(database);
        moving.back(database);
        referencesParts(database);
        Runs.revert(database, REQUEST);
        referencesParts(database);
    }

    /** When it is too late for anything but the way back. */
    @Test
    void foreignKeysToPartitionedTablesThatCameAfterTheSwitch(TestDatabase database)
            throws Exception {
        database.query(TABLE + PARTS);
        Runs.convert(database, REQUEST);
        Moving moving = Moving.of(REQUEST, "MINVALUE", "2027-01-01").name("old").staged();
        moving.there(database);
        Completing completing = Completing.of(REQUEST);
        completing.there(database);
        for (String partition :
                database.query(
                        "SELECT c.relname FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid WHERE inhparent = '\"Sales\".\"Ev\"\"ents\"'::regclass")) {
            database.query(TO_PARTS.formatted(partition.replace("\"", "\"\"")));
        }
        if (database.majorVersion() < 15) {
            assertThatThrownBy(() -> completing.back(database))
                    .hasMessage(undetachable(database, "Ev\"\"ents", "Upgrade it,"));
            return;
        }
        completing.back(database);
        referencesParts(database);
    }

    private static String undetachable(TestDatabase database, String table, String way) {
        return """
                foreign key "f ""k" of table "Sales"."%s" references the partitioned table "Sales"."pa rts"
                  Detail: PostgreSQL %s would break it when the partition that has it is detached; 15.12, 16.8, 17.4 and later do not.
                  Hint: %s or drop the key in an earlier changeset."""
                .formatted(table, database.one("SHOW server_version"), way);
    }

    @Test
    void aPrimaryKeyThatIsCheckedLaterIsCarried(TestDatabase database) throws Exception {
        database.query(
                TABLE
                        + """
                        ALTER TABLE "Sales"."Ev""ents" DROP CONSTRAINT "p ""k";
                        ALTER TABLE "Sales"."Ev""ents" ADD CONSTRAINT "p ""k" PRIMARY KEY (id, at) WITH (fillfactor = 70) DEFERRABLE INITIALLY DEFERRED
                        """);
        staysTheSame(
                database,
                REQUEST,
                () ->
                        assertThat(
                                        database.query(
                                                "SELECT DISTINCT condeferrable, condeferred, reloptions, count(*) FROM pg_constraint JOIN pg_class AS i ON i.oid = conindid WHERE conrelid::regclass::text ~ 'Ev' AND contype = 'p' GROUP BY 1, 2, 3"))
                                .containsExactly("t|t|{fillfactor=70}|5"));
        Runs.revert(database, REQUEST);
        assertThat(Refused.conversion(database, REQUEST.primaryKey("at", "id").conversion()))
                .isEqualTo(
                        """
                        primary key "p ""k" of table "Sales"."Ev""ents" is DEFERRABLE or has INCLUDE columns
                          Detail: primaryKeyColumns makes a new one without that.
                          Hint: Make it anew without that in an earlier changeset.
                        """);
    }

    /** Other columns, but as it was stored. */
    @Test
    void aNewPrimaryKeyIsStoredAsTheOldOne(TestDatabase database) throws Exception {
        database.query(
                TABLE
                        + """
                        ALTER TABLE "Sales"."Ev""ents" DROP CONSTRAINT "p ""k";
                        ALTER TABLE "Sales"."Ev""ents" ADD CONSTRAINT "p ""k" PRIMARY KEY (id) WITH (fillfactor = 70);
                        ALTER TABLE "Sales"."Ev""ents" CLUSTER ON "p ""k"
                        """);
        Request wider = REQUEST.primaryKey("id", "at");
        for (Request request : List.of(wider, wider.copy())) {
            staysTheSame(
                    database,
                    request,
                    () ->
                            assertThat(
                                            database.query(
                                                    "SELECT DISTINCT reloptions, conrelid = '\"Sales\".\"Ev\"\"ents\"'::regclass, indisclustered FROM pg_constraint JOIN pg_class AS i ON i.oid = conindid JOIN pg_index ON indexrelid = conindid WHERE conrelid::regclass::text ~ 'Ev' AND array_length(conkey, 1) = 2 AND contype = 'p' ORDER BY 2"))
                                    .containsExactly("{fillfactor=70}|f|t", "{fillfactor=70}|t|f"));
            Runs.revert(database, request);
        }
    }

    @Test
    void anExclusionConstraintIsCarriedWherePartitionedTablesHaveOne(TestDatabase database)
            throws Exception {
        String add =
                "ALTER TABLE \"Sales\".\"Ev\"\"ents\" ADD CONSTRAINT \"e \"\"x\" EXCLUDE USING btree (%s) WITH (fillfactor = 60) WHERE (n > 2)";
        database.query(TABLE + add.formatted("id WITH ="));
        if (database.majorVersion() < 17) {
            assertThat(Refused.conversion(database, REQUEST.conversion()))
                    .isEqualTo(
                            """
                            table "Sales"."Ev""ents" has the exclusion constraint "e ""x"
                              Detail: Before PostgreSQL 17 a partitioned table has none.
                              Hint: Drop it in an earlier changeset, or upgrade to PostgreSQL 17 or later.
                            """);
            return;
        }
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" has the exclusion constraint "e ""x"
                          Detail: Each partition has its own: it would not see the rows of the others, as it does not compare "at" by equality.
                          Hint: Drop it in an earlier changeset, or add "at" WITH = to it.
                        """);
        database.query("ALTER TABLE \"Sales\".\"Ev\"\"ents\" DROP CONSTRAINT \"e \"\"x\"");
        database.query(add.formatted("n WITH =, at WITH ="));
        for (Request request : List.of(REQUEST, REQUEST.copy())) {
            staysTheSame(
                    database,
                    request,
                    () -> {
                        for (String day : List.of("2026-01-06", "2027-01-15")) {
                            String insert =
                                    "INSERT INTO \"Sales\".\"Ev\"\"ents\" VALUES (1000, 5, '%s'), (1001, 5, '%s')";
                            assertThatThrownBy(() -> database.query(insert.formatted(day, day)))
                                    .hasMessageContaining("violates exclusion constraint");
                        }
                    });
            Runs.revert(database, request);
        }
        Runs.convert(database, REQUEST);
        Moving.of(REQUEST, "MINVALUE", "2026-02-01").name("old").there(database);
        Moving.of(REQUEST, "2026-02-01", "2027-01-01").name("rest").staged().there(database);
        Completing.of(REQUEST).there(database);
        assertThat(
                        database.query(
                                "SELECT relid::regclass FROM pg_partition_tree('\"Sales\".\"Ev\"\"ents\"') WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE contype = 'x' AND conrelid = relid)"))
                .isEmpty();
    }

    private interface Look {
        void look() throws Exception;
    }

    private static void staysTheSame(TestDatabase database, Request request, Look look)
            throws Exception {
        List<String> before = Definition.of(database);
        Runs.convert(database, request);
        List<String> converted = Definition.of(database);
        look.look();
        Runs.revert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        Runs.convert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(converted);
    }

    /** Wherever the session would create things. */
    @Test
    void whatLiesElsewhereStaysThere(TestDatabase database) throws Exception {
        String space = "\"ta\"\"ble %s\"".formatted(database.name());
        String other = "\"ot her %s\"".formatted(database.name());
        try (Connection superuser = database.superuser()) {
            Orders.execute(superuser, "SET allow_in_place_tablespaces = on");
            Orders.execute(superuser, "CREATE TABLESPACE %s LOCATION ''".formatted(space));
            Orders.execute(superuser, "CREATE TABLESPACE %s LOCATION ''".formatted(other));
            try {
                database.query(
                        TABLE
                                + "CREATE INDEX \"i \"\"x\" ON \"Sales\".\"Ev\"\"ents\" (n) WHERE n > 0; ALTER TABLE \"Sales\".\"Ev\"\"ents\" ADD CONSTRAINT u UNIQUE (n, id, at) DEFERRABLE");
                Orders.execute(
                        superuser,
                        """
                        ALTER TABLE "Sales"."Ev""ents" SET TABLESPACE %1$s;
                        ALTER INDEX "Sales"."i ""x" SET TABLESPACE %1$s;
                        ALTER INDEX "Sales"."p ""k" SET TABLESPACE %2$s;
                        ALTER INDEX "Sales".u SET TABLESPACE %2$s"""
                                .formatted(space, other));
                String owner = '"' + database.ownerUser().replace("\"", "\"\"") + '"';
                assertThat(Refused.conversion(database, REQUEST.conversion()))
                        .contains(
                                "CREATE on tablespace %s for role %s".formatted(space, owner),
                                "CREATE on tablespace %s for role %s".formatted(other, owner));
                Orders.execute(
                        superuser,
                        "GRANT CREATE ON TABLESPACE %s, %s TO %s".formatted(space, other, owner));
                Orders.execute(
                        superuser,
                        "ALTER ROLE %s SET default_tablespace = '%s'"
                                .formatted(owner, "ot her " + database.name()));
                staysTheSame(database, REQUEST, () -> liesThere(database, space, other));
                Moving.of(REQUEST, "MINVALUE", "2026-02-01").name("Ev old").there(database);
                liesThere(database, space, other);
                Runs.revert(database, REQUEST);
                database.query("ALTER TABLE \"Sales\".\"Ev\"\"ents\" DROP CONSTRAINT u");
                staysTheSame(database, REQUEST.copy(), () -> liesThere(database, space, other));
                Runs.revert(database, REQUEST.copy());
                Runs.convert(database, REQUEST);
                Moving.of(REQUEST, "MINVALUE", "2027-01-01")
                        .name("Ev all")
                        .staged()
                        .there(database);
                Completing.of(REQUEST).there(database);
                liesThere(database, space, other);
            } finally {
                Orders.execute(superuser, "DROP SCHEMA \"Sales\" CASCADE");
                Orders.execute(superuser, "DROP TABLESPACE %s".formatted(space));
                Orders.execute(superuser, "DROP TABLESPACE %s".formatted(other));
            }
        }
    }

    /** The table with its partitions and the partial index; the keys; and what lay nowhere. */
    private static void liesThere(TestDatabase database, String space, String other) {
        assertThat(
                        database.query(
                                """
                                SELECT r.oid::regclass, spcname FROM pg_partition_tree('"Sales"."Ev""ents"') AS tree
                                  JOIN pg_class AS r ON r.oid = relid OR r.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = relid)
                                  LEFT JOIN pg_tablespace AS s ON s.oid = r.reltablespace LEFT JOIN pg_index AS i ON indexrelid = r.oid
                                 WHERE quote_ident(spcname) IS DISTINCT FROM
                                   CASE WHEN i.indexrelid IS NULL OR i.indpred IS NOT NULL THEN '%s' WHEN i.indisunique THEN '%s' END
                                """
                                        .formatted(space, other)))
                .isEmpty();
    }

    @Test
    void aCheckThatIsNotInheritedIsRefused(TestDatabase database) throws Exception {
        database.query(
                TABLE
                        + "ALTER TABLE \"Sales\".\"Ev\"\"ents\" ADD CONSTRAINT \"c \"\"k\" CHECK (n < 20) NO INHERIT");
        for (Request request : List.of(REQUEST, REQUEST.copy())) {
            assertThat(Refused.conversion(database, request.conversion()))
                    .isEqualTo(
                            """
                            check constraint "c ""k" of table "Sales"."Ev""ents" is NO INHERIT
                              Detail: A partitioned table has no such constraint.
                              Hint: Without children an ordinary one says the same: ADD CHECK (…) NOT VALID, VALIDATE CONSTRAINT, and then DROP CONSTRAINT "c ""k".
                            """);
        }
    }
}
