// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.KeyChoices.Incoming;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Foreign keys of other tables: refused, pointed at the partitioned table, or dropped; and back.
 */
@PostgresTest
class IncomingKeysIT {

    private static final String ITEMS = "\"Sales\".\"It\"\"ems\"";

    private static void create(TestDatabase database) {
        database.query(
                """
                CREATE TABLE "Sales"."Ord""ers" ("I""d" bigint PRIMARY KEY, note text);
                CREATE TABLE "Sales"."It""ems" (n integer PRIMARY KEY,
                  "or der" bigint CONSTRAINT "to ""order" REFERENCES "Sales"."Ord""ers" ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
                  other bigint CONSTRAINT other REFERENCES "Sales"."Ord""ers");
                COMMENT ON CONSTRAINT "to ""order" ON "Sales"."It""ems" IS 'it''s one';
                INSERT INTO "Sales"."Ord""ers" SELECT g FROM generate_series(1, 500) AS g;
                INSERT INTO "Sales"."It""ems" SELECT g, g FROM generate_series(1, 500) AS g;
                """);
    }

    /** By its own key, so that it keeps it. */
    static Request request(boolean copies) {
        Request request = Request.of("Sales", "Ord\"ers", "I\"d", "1000");
        return copies ? request.copy() : request;
    }

    private static List<String> keys(TestDatabase database) {
        return database.query(
                """
                SELECT conname, confrelid::regclass, convalidated, pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint')
                  FROM pg_constraint WHERE conrelid = '"Sales"."It""ems"'::regclass AND contype = 'f' AND conparentid = 0 ORDER BY 1
                """);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pointAtThePartitionedTableAndBack(boolean copies, TestDatabase database) throws Exception {
        create(database);
        List<String> before = Definition.of(database);
        List<String> keys = keys(database);
        Request request = request(copies).incoming(Incoming.REPOINT);
        for (int time = 0; time < 2; time++) {
            Runs.convert(database, request);
            assertThat(keys(database)).isEqualTo(keys);
            assertThatThrownBy(() -> database.query("INSERT INTO " + ITEMS + " VALUES (501, 501)"))
                    .hasMessageContaining(
                            "violates foreign key constraint \"to \"\"order\""
                                    .replace("\"\"", "\""));
            assertThatThrownBy(
                            () ->
                                    database.query(
                                            "DELETE FROM " + Orders.NAME + " WHERE \"I\"\"d\" = 7"))
                    .hasMessageContaining("violates foreign key constraint");
            database.query(
                    "INSERT INTO %s VALUES (1500); INSERT INTO %s VALUES (1500, 1500, 1500)"
                            .formatted(Orders.NAME, ITEMS));
            Runs.revert(database, request);
            assertThat(Definition.of(database)).containsExactlyElementsOf(before);
            database.query("DELETE FROM %s WHERE n = 1500".formatted(ITEMS));
            database.query("DELETE FROM %s WHERE \"I\"\"d\" = 1500".formatted(Orders.NAME));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areDroppedAndComeBack(boolean copies, TestDatabase database) throws Exception {
        create(database);
        List<String> before = Definition.of(database);
        Request request = request(copies).incoming(Incoming.DROP);
        Runs.convert(database, request);
        assertThat(keys(database)).isEmpty();
        assertThat(Refused.conversion(database, request.incoming(Incoming.REPOINT).conversion()))
                .isEqualTo(
                        """
                        the conversion of table "Sales"."Ord""ers" was begun with other keys
                          Detail: It was begun with incomingForeignKeys drop, and has incomingForeignKeys repoint now.
                          Hint: Set them to what they were, or roll back and begin again.
                        """);
        database.query("INSERT INTO %s VALUES (501, 501)".formatted(ITEMS));
        assertThatThrownBy(() -> Runs.revert(database, request))
                .hasMessageContaining("violates foreign key constraint \"to \"order\"");
        assertThat(keys(database)).hasSize(2);
        assertThatThrownBy(
                        () -> database.query("INSERT INTO %s VALUES (502, 502)".formatted(ITEMS)))
                .hasMessageContaining("violates foreign key constraint");
        database.query("DELETE FROM %s WHERE n = 501".formatted(ITEMS));
        Runs.revert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    @Test
    void areRefusedUnlessSaidOtherwise(TestDatabase database) throws Exception {
        create(database);
        assertThat(Refused.conversion(database, request(false).conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ord""ers" is referenced by foreign keys
                          Detail: They are "other" of table "Sales"."It""ems", "to ""order" of table "Sales"."It""ems".
                          Hint: Set incomingForeignKeys to repoint, which makes them anew, or to drop; or drop them in an earlier changeset.
                        """);
    }

    @Test
    void ofAnotherOwnerComeAlong(TestDatabase database) throws Exception {
        create(database);
        String other = database.role("Ot\"her").user().replace("\"", "\"\"");
        database.asSuperuser(
                "ALTER TABLE %s OWNER TO \"%s\"; GRANT USAGE ON SCHEMA \"Sales\" TO \"%s\""
                        .formatted(ITEMS, other, other));
        Request request = request(false).incoming(Incoming.REPOINT);
        assertThat(Refused.conversion(database, request.conversion()))
                .isEqualTo(
                        """
                        role "%1$s" may not convert table "Sales"."Ord""ers"
                          Detail: Missing: membership in role "%2$s", the owner of table "Sales"."It""ems"; REFERENCES on table "Sales"."Ord""ers" for role "%2$s".
                          Hint: Run it as the owner of the table, or GRANT what is missing.
                        """
                                .formatted(database.ownerUser().replace("\"", "\"\""), other));
        database.asSuperuser(
                "GRANT \"%s\" TO \"%s\""
                        .formatted(other, database.ownerUser().replace("\"", "\"\"")));
        database.query("GRANT REFERENCES ON %s TO \"%s\"".formatted(Orders.NAME, other));
        List<String> before = Definition.of(database);
        List<String> keys = keys(database);
        Runs.convert(database, request);
        assertThat(keys(database)).isEqualTo(keys);
        Runs.revert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    /**
     * Whoever holds the other table keeps us from the cut-over, not the application from either.
     */
    @Test
    void waitForTheOtherTableToo(TestDatabase database) throws Exception {
        create(database);
        Request request = request(false).incoming(Incoming.REPOINT).pace(100, 1500);
        try (Connection holder = database.owner()) {
            holder.setAutoCommit(false);
            Orders.execute(holder, "SELECT count(*) FROM " + ITEMS);
            assertThatThrownBy(() -> Runs.convert(database, request))
                    .hasMessageContaining("could not lock table \"Sales\".\"Ord\"\"ers\"");
            holder.rollback();
        }
        Runs.convert(database, request);
        assertThat(keys(database)).hasSize(2);
    }

    @Test
    void thatCannotCome(TestDatabase database) throws Exception {
        create(database);
        database.query(
                """
                ALTER TABLE "Sales"."Ord""ers" ADD COLUMN at date NOT NULL DEFAULT '2026-01-01', ADD COLUMN parent bigint CONSTRAINT self REFERENCES "Sales"."Ord""ers";
                ALTER TABLE "Sales"."It""ems" DROP CONSTRAINT other;
                ALTER TABLE "Sales"."It""ems" ADD CONSTRAINT other FOREIGN KEY (other) REFERENCES "Sales"."Ord""ers" NOT VALID;
                CREATE TABLE "Sales".parts (o bigint CONSTRAINT part REFERENCES "Sales"."Ord""ers") PARTITION BY HASH (o);
                """);
        Request request =
                Request.of("Sales", "Ord\"ers", "at", "month")
                        .primaryKey("I\"d", "at")
                        .boundary("2027-03-01")
                        .incoming(Incoming.REPOINT);
        assertThat(Refused.conversion(database, request.conversion()))
                .isEqualTo(
                        """
                        foreign key "other" of table "Sales"."It""ems" is not valid
                          Detail: It references table "Sales"."Ord""ers".
                          Hint: ALTER TABLE "Sales"."It""ems" VALIDATE CONSTRAINT "other", or drop it.
                        foreign key "to ""order" of table "Sales"."It""ems" cannot be repointed
                          Detail: It references ("I""d") of table "Sales"."Ord""ers", where no unique key is left of these columns alone: "at" would be in it.
                          Hint: Name the columns of "Sales"."It""ems" that hold "at" in a foreignKey, or set incomingForeignKeys to drop.
                        foreign key "self" of table "Sales"."Ord""ers" references the table itself
                          Detail: Its partitions would each have it, and none could be detached.
                          Hint: Drop it in an earlier changeset.
                        foreign key "part" of table "Sales"."parts" references table "Sales"."Ord""ers"
                          Detail: That table is partitioned: it takes no foreign key that is not validated, and to validate one would lock it.
                          Hint: Drop it in an earlier changeset, and create it anew afterwards.
                        """);
    }

    /** Where the other table holds the partition column, too. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void getThePartitionColumn(boolean copies, TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales"."Ord""ers" ("I""d" bigint PRIMARY KEY, "A t" date NOT NULL);
                CREATE TABLE "Sales"."It""ems" (n bigint PRIMARY KEY, o bigint, "A""t" date NOT NULL,
                  CONSTRAINT "to ""order" FOREIGN KEY (o) REFERENCES "Sales"."Ord""ers" ON UPDATE CASCADE DEFERRABLE);
                INSERT INTO "Sales"."Ord""ers" SELECT g, date '2026-01-01' + g FROM generate_series(1, 100) AS g;
                INSERT INTO "Sales"."It""ems" SELECT g, g, date '2026-01-01' + g FROM generate_series(1, 100) AS g;
                """);
        List<String> before = Definition.of(database);
        Request plain =
                Request.of("Sales", "Ord\"ers", "A t", "month")
                        .primaryKey("A t", "I\"d")
                        .boundary("2027-03-01")
                        .incoming(Incoming.REPOINT)
                        .wider("Sales", "It\"ems", "to \"order", "A\"t");
        Request request = copies ? plain.copy() : plain;
        doNotMatch(database, request);
        Runs.convert(database, request);
        assertThat(keys(database))
                .containsExactly(
                        "to \"order|\"Sales\".\"Ord\"\"ers\"|t|FOREIGN KEY (o, \"A\"\"t\") REFERENCES \"Sales\".\"Ord\"\"ers\"(\"I\"\"d\", \"A t\") ON UPDATE CASCADE DEFERRABLE|");
        assertThat(Refused.conversion(database, request.wider("Sales", "a", "b", "c").conversion()))
                .isEqualTo(
                        """
                        the conversion of table "Sales"."Ord""ers" was begun with other keys
                          Detail: It was begun with incomingForeignKeys repoint; foreignKeys "to ""order" of table "Sales"."It""ems" with ("A""t"), and has incomingForeignKeys repoint; foreignKeys "b" of table "Sales"."a" with ("c"), "to ""order" of table "Sales"."It""ems" with ("A""t") now.
                          Hint: Set them to what they were, or roll back and begin again.
                        """);
        assertThatThrownBy(
                        () ->
                                database.query(
                                        "INSERT INTO %s VALUES (101, 1, '2026-02-02')"
                                                .formatted(ITEMS)))
                .hasMessageContaining("violates foreign key constraint \"to \"order\"");
        if (!copies) {
            areLetGoAndComeAgain(database, request);
        }
        Runs.revert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    /** By a way back of many rows that is given up. */
    private static void areLetGoAndComeAgain(TestDatabase database, Request request)
            throws Exception {
        List<String> keys = keys(database);
        database.query(
                "INSERT INTO %s SELECT g, '2027-03-03' FROM generate_series(1001, 2500) AS g"
                        .formatted(Orders.NAME));
        try (Connection owner = database.owner()) {
            Runs.stage(owner, Planning.reversion(owner, request.conversion()));
            Runs.stage(owner, Planning.reversion(owner, request.conversion()));
        }
        assertThat(keys(database)).isEmpty();
        Runs.convert(database, request);
        assertThat(keys(database)).isEqualTo(keys);
        database.query("DELETE FROM %s WHERE \"I\"\"d\" > 1000".formatted(Orders.NAME));
    }

    /** Found while nothing has changed: to validate them would fail after the cut-over. */
    private static void doNotMatch(TestDatabase database, Request request) throws Exception {
        database.query(
                "UPDATE %s SET \"A\"\"t\" = '2020-02-02' WHERE n IN (7, 8)".formatted(ITEMS));
        List<String> before = Definition.of(database);
        assertThatThrownBy(() -> Runs.convert(database, request))
                .rootCause()
                .hasMessageStartingWith(
                        """
                        ERROR: table "Sales"."It""ems" has rows that do not match its foreign key "to ""order" with the partition column
                          Detail: Table "Sales"."Ord""ers" has none for 2 of them, such as ("o", "A""t") = (7,2020-02-02), (8,2020-02-02).
                          Hint: Nothing has changed here. UPDATE them, or set incomingForeignKeys to drop.
                        """);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        database.query(
                "UPDATE %s SET \"A\"\"t\" = date '2026-01-01' + o::integer".formatted(ITEMS));
    }

    @Test
    void thatCannotGetThePartitionColumn(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales"."Ord""ers" ("I""d" bigint PRIMARY KEY, at date NOT NULL);
                CREATE TABLE "Sales".a (o bigint CONSTRAINT one REFERENCES "Sales"."Ord""ers", at timestamp);
                CREATE TABLE "Sales".b (o bigint CONSTRAINT two REFERENCES "Sales"."Ord""ers", at date);
                CREATE TABLE "Sales".c (o bigint CONSTRAINT three REFERENCES "Sales"."Ord""ers" ON DELETE SET NULL, at date);
                """);
        Request request =
                Request.of("Sales", "Ord\"ers", "at", "month")
                        .primaryKey("I\"d", "at")
                        .boundary("2027-03-01")
                        .incoming(Incoming.REPOINT)
                        .wider("Sales", "a", "one", "at")
                        .wider("Sales", "a", "four", "at")
                        .wider("Sales", "b", "two", "at", "o")
                        .wider("Sales", "c", "three", "no such");
        String refused = Refused.conversion(database, request.conversion());
        assertThat(refused)
                .startsWith(
                        """
                        table "Sales"."a" has no foreign key "four" to table "Sales"."Ord""ers"
                          Detail: A foreignKey names it.
                          Hint: Check its schemaName, tableName and name, which are taken as they are written, case included.
                        foreign key "one" of table "Sales"."a" cannot be repointed
                          Detail: Column "at" is of type timestamp without time zone, and "at" of table "Sales"."Ord""ers" of type date.
                          Hint: Give them the same type.
                        foreign key "two" of table "Sales"."b" cannot be repointed
                          Detail: Its foreignKey names ("at", "o"); what it lacks of the key of table "Sales"."Ord""ers" is ("at").
                          Hint: Name a column for each, in this order.
                        foreign key "three" of table "Sales"."c" cannot be repointed
                          Detail: Its definition is FOREIGN KEY (o) REFERENCES "Sales"."Ord""ers"("I""d") ON DELETE SET NULL: what is set to NULL or a default would be every column of it.
                          Hint: Set incomingForeignKeys to drop, or drop it in an earlier changeset.
                        table "Sales"."c" has no column "no such"
                          Hint: Check columns of its foreignKey; names are taken as they are written, case included.
                        """);
    }

    /** Their partitions have the foreign keys, and so each of these is repointed. */
    @Test
    void ofTwoTablesThatReferenceEachOther(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales"."Ord""ers" ("I""d" bigint PRIMARY KEY, last bigint);
                CREATE TABLE "Sales"."It""ems" (n bigint PRIMARY KEY, o bigint CONSTRAINT "to ""order" REFERENCES "Sales"."Ord""ers" DEFERRABLE INITIALLY DEFERRED);
                ALTER TABLE "Sales"."Ord""ers" ADD CONSTRAINT "to ""item" FOREIGN KEY (last) REFERENCES "Sales"."It""ems";
                INSERT INTO "Sales"."It""ems" SELECT g FROM generate_series(1, 500) AS g;
                INSERT INTO "Sales"."Ord""ers" SELECT g, g FROM generate_series(1, 500) AS g;
                UPDATE "Sales"."It""ems" SET o = n;
                """);
        List<String> before = Definition.of(database);
        Request orders = request(false).incoming(Incoming.REPOINT);
        Request items = Request.of("Sales", "It\"ems", "n", "1000").incoming(Incoming.REPOINT);
        if (database.majorVersion() < 15) {
            items = items.copy(); // what is attached could not be detached again
        }
        Runs.convert(database, orders);
        if (database.majorVersion() < 15) {
            try (Connection owner = database.owner()) {
                assertThat(Planning.conversion(owner, items.conversion()).findings())
                        .extracting(Finding::line)
                        .contains(
                                "warning: table \"Sales\".\"Ord\"\"ers_legacy\" cannot be detached once foreign key \"to \"\"item\" references a partitioned table. It is a partition, and PostgreSQL %s would break the key; 15.12, 16.8, 17.4 and later do not. Until table \"Sales\".\"It\"\"ems\" is rolled back, or PostgreSQL upgraded, no range of the other table can be moved, and its conversion not be rolled back."
                                        .formatted(database.one("SHOW server_version")));
            }
        }
        Runs.convert(database, items);
        database.query(
                "BEGIN; INSERT INTO %1$s VALUES (1500, 1500); INSERT INTO %2$s VALUES (1500, NULL); UPDATE %2$s SET last = 1500 WHERE \"I\"\"d\" = 1500; COMMIT"
                        .formatted(ITEMS, Orders.NAME));
        for (String wrong :
                List.of(
                        "INSERT INTO %1$s VALUES (1501, 7777)",
                        "INSERT INTO %2$s VALUES (1501, 7777)",
                        "DELETE FROM %1$s WHERE n = 1500",
                        "DELETE FROM %2$s WHERE \"I\"\"d\" = 7")) {
            assertThatThrownBy(() -> database.query(wrong.formatted(ITEMS, Orders.NAME)))
                    .hasMessageContaining("violates foreign key constraint");
        }
        Runs.revert(database, items);
        Runs.revert(database, orders);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    @Test
    void thatCameSinceStopTheWayBack(TestDatabase database) throws Exception {
        create(database);
        Request request = request(false).incoming(Incoming.REPOINT);
        Runs.convert(database, request);
        database.query(
                "CREATE TABLE \"Sales\".late (o bigint CONSTRAINT late REFERENCES \"Sales\".\"Ord\"\"ers\")");
        assertThat(Refused.reversion(database, request.conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ord""ers" is referenced by foreign keys
                          Detail: They are "late" of table "Sales"."late".
                          Hint: They were not there before the conversion: drop them, and create them anew after the rollback.
                        """);
    }

    @Test
    void letGoWhenManyRowsGoBack(TestDatabase database) throws Exception {
        create(database);
        List<String> before = Definition.of(database);
        Request request = request(false).incoming(Incoming.REPOINT);
        Runs.convert(database, request);
        database.query(
                "INSERT INTO %s SELECT g FROM generate_series(1000, 3500) AS g; INSERT INTO %s SELECT g, g FROM generate_series(1000, 3500) AS g"
                        .formatted(Orders.NAME, ITEMS));
        List<String> keys = keys(database);
        try (Connection owner = database.owner()) {
            Runs.stage(owner, Planning.reversion(owner, request.conversion()));
        }
        assertThat(keys(database)).isEmpty();
        // a way back that is given up
        Runs.convert(database, request);
        assertThat(keys(database)).isEqualTo(keys);
        Runs.revert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(database.query("SELECT count(*) FROM ONLY " + Orders.NAME))
                .containsExactly("3001");
    }

    /** Every stage that detaches partitions lets them go and adds them again at once. */
    @Test
    void areCheckedAllTheTimeWhileRangesAreReplaced(TestDatabase database) throws Exception {
        create(database);
        List<String> keys = keys(database);
        Request request = request(false).incoming(Incoming.REPOINT);
        Runs.convert(database, request);
        Moving low = Moving.of(request, "MINVALUE", "251").name("low");
        assertThatThrownBy(() -> low.there(database))
                .hasMessage(
                        """
                        table "Sales"."Ord""ers" is referenced by foreign keys
                          Detail: They are "other" of table "Sales"."It""ems", "to ""order" of table "Sales"."It""ems". PostgreSQL detaches no partition whose rows are referenced, and a slice detaches two.
                          Hint: Set mode to stage, or drop them in an earlier changeset.""");
        low.staged().there(database);
        Moving.of(request, "251", "1000").name("high").staged().there(database);
        List<String> before = withoutOurTriggers(database);
        Completing completing = Completing.of(request);
        try (Connection owner = database.owner()) {
            assertThat(Planning.completion(owner, completing.completion()).notes())
                    .contains(
                            "Foreign keys of other tables are dropped and added again by each transaction that detaches partitions, and validated at the end: every write is checked.");
            stages(database, owner, () -> Planning.completion(owner, completing.completion()));
            assertThat(keys(database)).isEqualTo(keys);
            stages(database, owner, () -> Planning.completionBack(owner, completing.completion()));
            assertThat(keys(database)).isEqualTo(keys);
            assertThat(withoutOurTriggers(database)).containsExactlyElementsOf(before);
            stages(database, owner, () -> Planning.completion(owner, completing.completion()));
        }
        low.dropLegacy(database, false);
        assertThat(keys(database)).isEqualTo(keys);
        database.query(
                "UPDATE %s SET \"I\"\"d\" = 600 WHERE \"I\"\"d\" = 500".formatted(Orders.NAME));
        assertThat(database.query("SELECT \"or der\" FROM %s WHERE n = 500".formatted(ITEMS)))
                .containsExactly("600");
        isChecked(database);
        assertThat(
                        database.query(
                                "SELECT tableoid::regclass, count(*) FROM %s GROUP BY 1 ORDER BY 1"
                                        .formatted(Orders.NAME)))
                .containsExactly("\"Sales\".low|250", "\"Sales\".high|250");
    }

    /** Whose role we lost since the ranges were staged. */
    @Test
    void ofAnotherOwnerWhileRangesAreReplaced(TestDatabase database) throws Exception {
        create(database);
        String other = database.role("Ot\"her").user().replace("\"", "\"\"");
        String owner = database.ownerUser().replace("\"", "\"\"");
        database.asSuperuser(
                "ALTER TABLE %s OWNER TO \"%2$s\"; GRANT USAGE ON SCHEMA \"Sales\" TO \"%2$s\"; GRANT \"%2$s\" TO \"%3$s\""
                        .formatted(ITEMS, other, owner));
        database.query("GRANT REFERENCES ON %s TO \"%s\"".formatted(Orders.NAME, other));
        List<String> keys = keys(database);
        Request request = request(false).incoming(Incoming.REPOINT);
        Runs.convert(database, request);
        Moving all = Moving.of(request, "MINVALUE", "1000").name("all");
        all.staged().there(database);
        database.asSuperuser("REVOKE \"%s\" FROM \"%s\"".formatted(other, owner));
        Completing completing = Completing.of(request);
        try (Connection connection = database.owner()) {
            assertThatThrownBy(() -> Planning.completion(connection, completing.completion()))
                    .hasMessageContaining(
                            "Missing: membership in role \"%s\", the owner of table \"Sales\".\"It\"\"ems\""
                                    .formatted(other));
            database.asSuperuser("GRANT \"%s\" TO \"%s\"".formatted(other, owner));
            stages(
                    database,
                    connection,
                    () -> Planning.completion(connection, completing.completion()));
            assertThat(keys(database)).isEqualTo(keys);
            stages(
                    database,
                    connection,
                    () -> Planning.completionBack(connection, completing.completion()));
            assertThat(keys(database)).isEqualTo(keys);
            stages(
                    database,
                    connection,
                    () -> Planning.completion(connection, completing.completion()));
        }
        all.dropLegacy(database, false);
        assertThat(keys(database)).isEqualTo(keys);
    }

    @Test
    void areCheckedWhenAnEmptyOldHeapGoes(TestDatabase database) throws Exception {
        create(database);
        List<String> keys = keys(database);
        Request request = request(false).incoming(Incoming.REPOINT);
        Runs.convert(database, request);
        database.query(
                "DELETE FROM %1$s; DELETE FROM %2$s; INSERT INTO %2$s VALUES (1500); INSERT INTO %1$s VALUES (1500, 1500, 1500)"
                        .formatted(ITEMS, Orders.NAME));
        Moving.of(request, "MINVALUE", "1000").dropLegacy(database, false);
        assertThat(keys(database)).isEqualTo(keys);
        assertThatThrownBy(() -> database.query("DELETE FROM " + Orders.NAME))
                .hasMessageContaining("violates foreign key constraint");
    }

    private static List<String> withoutOurTriggers(TestDatabase database) {
        return Definition.of(database).stream()
                .filter(line -> !line.contains("TRIGGER livepartition_"))
                .toList();
    }

    private static void stages(TestDatabase database, Connection owner, Planner planner)
            throws Exception {
        while (!planner.plan().isEmpty()) {
            Runs.stage(owner, planner.plan());
            isChecked(database);
        }
    }

    private static void isChecked(TestDatabase database) {
        for (String wrong :
                List.of(
                        "INSERT INTO %1$s VALUES (1501, 7777)",
                        "INSERT INTO %1$s VALUES (1501, NULL, 7777)",
                        "DELETE FROM %2$s WHERE \"I\"\"d\" = 7",
                        "DELETE FROM %2$s WHERE \"I\"\"d\" = 300")) {
            assertThatThrownBy(() -> database.query(wrong.formatted(ITEMS, Orders.NAME)))
                    .hasMessageContaining("violates foreign key constraint");
        }
    }
}
