// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unique constraints and indexes without the partition column: extended or dropped, and back. */
@PostgresTest
class UniqueKeysIT {

    private static final String EVENTS = "\"Sales\".\"Ev\"\"ents\"";

    private static void create(TestDatabase database) {
        database.query(
                """
                CREATE TABLE "Sales"."Ev""ents" (id bigint PRIMARY KEY, "A t" date NOT NULL, "n""o" text, note text, x integer,
                  CONSTRAINT "n""o key" UNIQUE ("n""o", x) INCLUDE (note));
                CREATE UNIQUE INDEX "by lower" ON "Sales"."Ev""ents" (lower(note) COLLATE "C" text_pattern_ops DESC NULLS LAST, x)
                  INCLUDE ("n""o") WITH (fillfactor = 70, deduplicate_items = off) WHERE note <> 'ol)d';
                CREATE UNIQUE INDEX "by x" ON "Sales"."Ev""ents" (x) WHERE x > 0;
                COMMENT ON INDEX "Sales"."by lower" IS 'an index';
                COMMENT ON CONSTRAINT "n""o key" ON "Sales"."Ev""ents" IS 'a key';
                INSERT INTO "Sales"."Ev""ents" SELECT g, date '2026-01-01' + g % 100, 'n' || g, 'Note ' || g, g FROM generate_series(1, 500) AS g;
                """);
    }

    private static Request request(boolean copies) {
        Request request =
                Request.of("Sales", "Ev\"ents", "A t", "month")
                        .primaryKey("id", "A t")
                        .boundary("2027-03-01")
                        .extend("n\"o key")
                        .extend("by lower")
                        .drop("by x");
        return copies ? request.copy() : request;
    }

    private static List<String> indexes(TestDatabase database) {
        return database.query(
                """
                SELECT coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(i.indexrelid)), obj_description(i.indexrelid), obj_description(k.oid)
                  FROM pg_index AS i LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid
                 WHERE i.indrelid = '"Sales"."Ev""ents"'::regclass AND i.indisunique ORDER BY 1
                """);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areExtendedOrDroppedAndComeBack(boolean copies, TestDatabase database) throws Exception {
        create(database);
        List<String> before = Definition.of(database);
        for (int time = 0; time < 2; time++) {
            Runs.convert(database, request(copies));
            assertThat(indexes(database))
                    .containsExactly(
                            "CREATE UNIQUE INDEX \"by lower\" ON ONLY \"Sales\".\"Ev\"\"ents\" USING btree (lower(note) COLLATE \"C\" text_pattern_ops DESC NULLS LAST, x, \"A t\")"
                                    + " INCLUDE (\"n\"\"o\") WITH (fillfactor='70', deduplicate_items=off) WHERE (note <> 'ol)d'::text)|an index|",
                            "PRIMARY KEY (id, \"A t\")||",
                            "UNIQUE (\"n\"\"o\", x, \"A t\") INCLUDE (note)||a key");
            database.query(
                    "INSERT INTO %1$s VALUES (1001, '2026-05-01', 'n1', 'z', 1), (1002, '2026-06-05', 'y', 'Note 2', 2)"
                            .formatted(EVENTS));
            assertThatThrownBy(
                            () ->
                                    database.query(
                                            "INSERT INTO %1$s VALUES (1003, '2026-05-01', 'n1', 'zz', 1)"
                                                    .formatted(EVENTS)))
                    .hasMessageContaining("duplicate key value violates unique constraint");
            database.query("DELETE FROM %s WHERE id > 1000".formatted(EVENTS));
            Runs.revert(database, request(copies));
            assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        }
    }

    /** In the middle, and after it: what is built is what was asked for then. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areWhatTheConversionWasBegunWith(boolean copies, TestDatabase database) throws Exception {
        create(database);
        List<String> before = Definition.of(database);
        Request plain =
                Request.of("Sales", "Ev\"ents", "A t", "month")
                        .primaryKey("id", "A t")
                        .boundary("2027-03-01")
                        .drop("n\"o key")
                        .drop("by x");
        Request edited = copies ? plain.copy() : plain;
        String text =
                """
                the conversion of table "Sales"."Ev""ents" was begun with other keys
                  Detail: It was begun with uniqueKeys "by lower" extend, "by x" drop, "n""o key" extend, and has uniqueKeys "by x" drop, "n""o key" drop now.
                  Hint: Set them to what they were, or roll back and begin again.
                """;
        Runs.upTo(database, request(copies), copies ? "switch" : "add the bounds check");
        assertThat(Refused.conversion(database, edited.conversion())).contains(text);
        Runs.revert(database, edited);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        Runs.convert(database, request(copies));
        assertThat(Refused.conversion(database, edited.conversion())).isEqualTo(text);
    }

    @Test
    void cannotComeBackWithDuplicates(TestDatabase database) throws Exception {
        create(database);
        Request request = request(false);
        Runs.convert(database, request);
        List<String> converted = indexes(database);
        database.query(
                "INSERT INTO %1$s VALUES (1001, '2027-03-02', 'n7', 'z', 7), (1002, '2027-03-05', 'y', 'Note 8', 8), (1003, '2027-03-05', NULL, 'NOTE 9', 9)"
                        .formatted(EVENTS));
        assertThat(Refused.reversion(database, request.conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" cannot have its unique constraint "n""o key" ("n""o", x) back
                          Detail: More than one row has (n7, 7).
                          Hint: DELETE or UPDATE all but one of each, then roll back again.
                        table "Sales"."Ev""ents" cannot have its unique index "by lower" (lower(note), x) back
                          Detail: More than one row has (note 8, 8), (note 9, 9).
                          Hint: DELETE or UPDATE all but one of each, then roll back again.
                        table "Sales"."Ev""ents" cannot have its unique index "by x" (x) back
                          Detail: More than one row has (7), (8), (9).
                          Hint: DELETE or UPDATE all but one of each, then roll back again.
                        """);
        database.query("DELETE FROM %s WHERE id > 1000".formatted(EVENTS));
        // within the old heap the index itself tells, before anything is changed
        database.query(
                "INSERT INTO %1$s VALUES (1001, '2026-03-01', 'n7', 'z', 7)".formatted(EVENTS));
        assertThatThrownBy(() -> Runs.revert(database, request))
                .hasMessageContaining("could not create unique index");
        assertThat(indexes(database)).isEqualTo(converted);
        database.query("DELETE FROM %s WHERE id > 1000".formatted(EVENTS));
        Runs.revert(database, request);
    }

    @Test
    void keepWhatElseTheySay(TestDatabase database) throws Exception {
        create(database);
        boolean nulls =
                Integer.parseInt(database.query("SHOW server_version_num").get(0)) >= 150000;
        database.query(
                """
                ALTER TABLE "Sales"."Ev""ents" ADD CONSTRAINT late UNIQUE (note, x) DEFERRABLE INITIALLY DEFERRED;
                ALTER TABLE "Sales"."Ev""ents" ADD CONSTRAINT nulls UNIQUE %s (x, id);
                """
                        .formatted(nulls ? "NULLS NOT DISTINCT" : ""));
        List<String> before = Definition.of(database);
        Request request = request(false).extend("late").extend("nulls");
        Runs.convert(database, request);
        assertThat(indexes(database))
                .contains(
                        "UNIQUE (note, x, \"A t\") DEFERRABLE INITIALLY DEFERRED||",
                        "UNIQUE %s(x, id, \"A t\")||"
                                .formatted(nulls ? "NULLS NOT DISTINCT " : ""));
        Runs.revert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    /** The old heap of a copy has its keys, and takes no row that would be one too many. */
    @Test
    void keepACopyWhereItIsWithDuplicates(TestDatabase database) throws Exception {
        create(database);
        List<String> before = Definition.of(database);
        Request request = request(true);
        Runs.convert(database, request);
        List<String> converted = indexes(database);
        database.query(
                "INSERT INTO %1$s VALUES (1001, '2026-05-01', 'n1', 'z', 1)".formatted(EVENTS));
        assertThatThrownBy(() -> Runs.revert(database, request))
                .hasMessageContaining("duplicate key value violates unique constraint");
        assertThat(indexes(database)).isEqualTo(converted);
        database.query(
                "INSERT INTO %1$s VALUES (1002, '2026-05-02', 'n1', 'y', 1)".formatted(EVENTS));
        database.query("DELETE FROM %s WHERE id > 1000".formatted(EVENTS));
        Runs.revert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    @Test
    void areRefusedUnlessSaidOtherwise(TestDatabase database) throws Exception {
        create(database);
        Request request =
                Request.of("Sales", "Ev\"ents", "A t", "month")
                        .primaryKey("id", "A t")
                        .boundary("2027-03-01")
                        .extend("by lower")
                        .drop("no such");
        database.query("CREATE UNIQUE INDEX fine ON %s (x, \"A t\")".formatted(EVENTS));
        assertThat(Refused.conversion(database, request.drop("fine").conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" cannot be partitioned by "A t"
                          Detail: Unique index "by x" does not contain "A t".
                          Hint: Say what becomes of it: uniqueKey: {name: 'by x', action: extend} appends "A t", action: drop gives it up.
                        unique key "fine" of table "Sales"."Ev""ents" can stay as it is
                          Detail: It contains "A t".
                          Hint: Leave its uniqueKey out.
                        table "Sales"."Ev""ents" cannot be partitioned by "A t"
                          Detail: Unique constraint "n""o key" does not contain "A t".
                          Hint: Say what becomes of it: uniqueKey: {name: 'n"o key', action: extend} appends "A t", action: drop gives it up.
                        table "Sales"."Ev""ents" has no unique constraint or unique index "no such"
                          Detail: A uniqueKey names it.
                          Hint: Check its name, which is taken as it is written, case included; the primary key has primaryKeyColumns.
                        """);
    }

    @Test
    void tellTheApplication(TestDatabase database) throws Exception {
        create(database);
        try (Connection connection = database.owner()) {
            Plan plan = Planning.conversion(connection, request(false).conversion());
            assertThat(plan.notes())
                    .contains(
                            "Unique constraint \"n\"\"o key\" becomes (\"n\"\"o\", x, \"A t\"): (\"n\"\"o\", x) alone is unique no longer, and ON CONFLICT, the upserts and unique fields of an ORM too, must name all of these.",
                            "Unique index \"by x\" is dropped: (x) is unique no longer, ON CONFLICT (x) fails, an ORM must not take it for a key, and look-ups by it need an index of their own.");
        }
    }

    /** By which a copy of a table without primary key is kept in step. */
    @Test
    void isNotDroppedWhereTheCopyNeedsIt(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE %s (id bigint NOT NULL CONSTRAINT one UNIQUE, \"A t\" date NOT NULL)"
                        .formatted(EVENTS));
        Request request = Request.of("Sales", "Ev\"ents", "A t", "month").drop("one").copy();
        assertThat(Refused.conversion(database, request.conversion()))
                .isEqualTo(
                        """
                        unique key "one" of table "Sales"."Ev""ents" cannot be dropped
                          Detail: It is the key by which the copy is kept in step.
                          Hint: Set action to extend, or give the table a primary key.
                        """);
    }
}
