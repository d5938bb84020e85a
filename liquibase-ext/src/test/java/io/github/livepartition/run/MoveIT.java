// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges leave the old heap and come back. */
@PostgresTest
class MoveIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    private static List<String> bounds(TestDatabase database) {
        return database.query(
                """
                SET "TimeZone" = 'UTC';
                SELECT c.relname, pg_get_expr(relpartbound, c.oid) FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid
                WHERE inhparent = '%s'::regclass ORDER BY pg_get_expr(relpartbound, c.oid) LIKE '%%MINVALUE%%' DESC, pg_get_expr(relpartbound, c.oid)
                """
                        .formatted(Orders.NAME));
    }

    private static String rows(TestDatabase database) {
        return database.one(
                "SELECT count(*) || ' ' || md5(string_agg(o::text, ' ' ORDER BY \"Id\")) FROM %s AS o"
                        .formatted(Orders.NAME));
    }

    @Test
    void oneRangeThereAndBack(TestDatabase database) throws Exception {
        Orders.create(database, 5000);
        Orders.grant(database);
        Runs.convert(database, REQUEST);
        var before = Definition.of(database);
        String rows = rows(database);
        Moving moving = Moving.of(REQUEST, "MINVALUE", "2025-01-01").name("old \"ones");

        List<String> said = moving.there(database);
        assertThat(bounds(database))
                .startsWith(
                        "old \"ones|FOR VALUES FROM (MINVALUE) TO ('2025-01-01 00:00:00+00')",
                        "Ord\"ers_legacy|FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2027-03-01 00:00:00+00')");
        assertThat(database.one("SELECT count(*) FROM \"Sales\".\"old \"\"ones\""))
                .isEqualTo("1463");
        assertThat(rows(database)).isEqualTo(rows);
        assertThat(said).anyMatch(line -> line.contains("rows moved, all keys below"));
        assertThat(moving.there(database)).singleElement().asString().contains("nothing is left");

        moving.back(database);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(rows(database)).isEqualTo(rows);
    }

    @Test
    void theNewestByMonthFromTheUpperEdge(TestDatabase database) throws Exception {
        Orders.create(database, 2000);
        Runs.convert(database, REQUEST);
        var before = Definition.of(database);
        String rows = rows(database);
        Moving moving = Moving.of(REQUEST, "2025-01-01", "2027-03-01").interval("year");

        moving.there(database);
        assertThat(bounds(database))
                .startsWith(
                        "Ord\"ers_legacy|FOR VALUES FROM (MINVALUE) TO ('2025-01-01 00:00:00+00')",
                        "Ord\"ers_y2025|FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00')",
                        "Ord\"ers_y2026|FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00')",
                        "Ord\"ers_y2027|FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-03-01 00:00:00+00')");
        assertThat(rows(database)).isEqualTo(rows);

        moving.back(database);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(rows(database)).isEqualTo(rows);
    }

    /** The first partition begins nowhere and is called by the interval that it ends with. */
    @Test
    void allOfItSoThatLegacyCanGo(TestDatabase database) throws Exception {
        Orders.create(database, 1000);
        Orders.grant(database);
        Runs.convert(database, REQUEST);
        String rows = rows(database);
        Moving moving = Moving.of(REQUEST, "MINVALUE", "2027-03-01").interval("year");

        moving.there(database);
        assertThat(bounds(database))
                .startsWith(
                        "Ord\"ers_y2024|FOR VALUES FROM (MINVALUE) TO ('2025-01-01 00:00:00+00')",
                        "Ord\"ers_y2025|FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00')")
                .noneMatch(line -> line.contains("legacy"));
        assertThat(database.one("SELECT count(*) FROM " + Orders.LEGACY)).isEqualTo("0");
        assertThat(rows(database)).isEqualTo(rows);

        // to and fro, as long as legacy is there
        moving.back(database);
        assertThat(rows(database)).isEqualTo(rows);
        assertThat(bounds(database)).anyMatch(line -> line.contains("legacy"));
        moving.there(database);

        moving.dropLegacy(database, false);
        assertThat(database.query("SELECT relname FROM pg_class WHERE relname LIKE '%legacy%'"))
                .isEmpty();
        assertThat(database.query("SELECT proname FROM pg_proc WHERE proname LIKE '%bounds%'"))
                .isEmpty();
        assertThat(
                        database.one(
                                "SELECT count(*), bool_and(conparentid <> 0 OR conrelid = '%s'::regclass) FROM pg_constraint WHERE contype = 'f' AND confrelid = '\"Sales\".\"Custo mer\"'::regclass"
                                        .formatted(Orders.NAME)))
                .endsWith("|t");
        assertThat(rows(database)).isEqualTo(rows);
        assertThat(moving.dropLegacy(database, false))
                .singleElement()
                .asString()
                .contains("nothing is left");
        assertThat(moving.there(database)).singleElement().asString().contains("nothing is left");
        assertThatThrownBy(() -> moving.back(database))
                .hasMessage(
                        """
                        the ranges of table "Sales"."Ord""ers" cannot be moved back
                          Detail: The old heap "Sales"."Ord""ers_legacy" is gone.
                          Hint: Leave them where they are.""");
    }

    /** The conversion's own way back takes what has moved with it. */
    @Test
    void theConversionCanBeRolledBackAfterAMove(TestDatabase database) throws Exception {
        Orders.create(database, 4000);
        var before = Definition.of(database);
        String rows = rows(database);
        Runs.convert(database, REQUEST);
        Moving.of(REQUEST, "MINVALUE", "2025-02-01").interval("month").there(database);
        Runs.revert(database, REQUEST);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(rows(database)).isEqualTo(rows);
    }

    /** Neither under the lock nor otherwise does PostgreSQL read a heap to attach it. */
    @Test
    void everyAttachIsImplied(TestDatabase database) throws Exception {
        Orders.create(database, 1000);
        Runs.convert(database, REQUEST);
        Moving moving = Moving.of(REQUEST, "MINVALUE", "2024-12-01").interval("month");
        for (boolean back : new boolean[] {false, true}) {
            try (Connection owner = database.owner()) {
                Orders.execute(owner, "SET client_min_messages = debug1");
                List<String> said =
                        (back ? moving.back(owner) : moving.there(owner))
                                .stream()
                                        .filter(line -> line.contains("partition constraint"))
                                        .toList();
                assertThat(said)
                        .hasSizeGreaterThan(4)
                        .allMatch(line -> line.endsWith("is implied by existing constraints"));
            }
        }
    }

    @Test
    void fillfactorIsThePartitionsOwn(TestDatabase database) throws Exception {
        Orders.create(database, 100);
        Runs.convert(database, REQUEST);
        Moving.of(REQUEST, "MINVALUE", "2025-01-01").name("old").fillfactor(100).there(database);
        assertThat(database.one("SELECT reloptions FROM pg_class WHERE relname = 'old'"))
                .isEqualTo("{autovacuum_vacuum_scale_factor=0.1,fillfactor=100}");
    }

    @Test
    void whatCannotBeDoneIsRefused(TestDatabase database) throws Exception {
        Orders.create(database, 100);
        assertThat(refusal(database, "MINVALUE", "2025-01-01"))
                .isEqualTo(
                        """
                        table "Sales"."Ord""ers" has no old heap "Sales"."Ord""ers_legacy"
                          Detail: Ranges are moved out of the partition that convertToPartitioned with strategy attach has made of the old heap, or out of a default partition.
                          Hint: Convert the table first, or set legacyTableName.""");
        Runs.convert(database, REQUEST);
        assertThat(refusal(database, "2025-01-01", "2025-02-01"))
                .isEqualTo(
                        """
                        the range 2025-01-01 00:00:00+00 to 2025-02-01 00:00:00+00 lies in the middle of "Sales"."Ord""ers_legacy"
                          Detail: It holds MINVALUE to 2027-03-01 00:00:00+00; a partition has one range.
                          Hint: Take a range at an edge: MINVALUE to 2025-02-01 00:00:00+00, or 2025-01-01 00:00:00+00 to 2027-03-01 00:00:00+00.""");
        assertThat(refusal(database, "2025-02-01", "2025-01-01"))
                .isEqualTo(
                        """
                        the range from 2025-02-01 to 2025-01-01 is empty
                          Hint: Set to beyond from; from is included, to is not.""");
        assertThat(refusal(database, "2028-02-01", "2028-03-01"))
                .isEqualTo(
                        """
                        the range 2028-02-01 00:00:00+00 to 2028-03-01 00:00:00+00 is not in "Sales"."Ord""ers_legacy"
                          Detail: It holds MINVALUE to 2027-03-01 00:00:00+00.
                          Hint: Set from and to within it.""");
        database.query(
                """
                CREATE TABLE "Sales".old ();
                CREATE RULE "r ule" AS ON DELETE TO %1$s DO ALSO NOTHING;
                CREATE TRIGGER "t rigger" BEFORE DELETE ON %1$s FOR EACH ROW EXECUTE FUNCTION "Sales".seen();
                ALTER TABLE %1$s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                """
                        .formatted(Orders.LEGACY));
        assertThat(refusal(database, "MINVALUE", "2025-01-01"))
                .isEqualTo(
                        """
                        "Sales"."old" exists already
                          Detail: The move needs the name for a partition.
                          Hint: Rename or drop it, or set partitionName or partitionNamePattern.
                        "Sales"."Ord""ers_legacy" has row level security of its own
                          Detail: It could keep a row from moving, or change it.
                          Hint: Drop it, or put it on the partitioned table.
                        "Sales"."Ord""ers_legacy" has the rule "r ule" of its own
                          Detail: It could keep a row from moving, or change it.
                          Hint: Drop it, or put it on the partitioned table.
                        "Sales"."Ord""ers_legacy" has the trigger "t rigger" of its own
                          Detail: It could keep a row from moving, or change it.
                          Hint: Drop it, or put it on the partitioned table.""");
    }

    @Test
    void whatElseCannotBeDone(TestDatabase database) throws Exception {
        Orders.create(database, 100);
        Runs.convert(database, REQUEST);
        assertThat(
                        refusal(
                                Moving.of(REQUEST, "2020-01-01", "2027-03-01").interval("hour"),
                                database))
                .isEqualTo(
                        """
                        interval "hour" would make more than 1000 partitions
                          Hint: Set a longer interval, or a shorter range.""");
        database.query(
                """
                ALTER TABLE %s ADD CONSTRAINT "a ""key" FOREIGN KEY ("Cust""omer") REFERENCES "Sales"."Custo mer";
                DROP INDEX "Sales"."Ord""ers_legacy_bounds_idx";
                """
                        .formatted(Orders.NAME));
        assertThat(refusal(database, "MINVALUE", "2025-01-01"))
                .isEqualTo(
                        """
                        table "Sales"."Ord""ers" has the foreign key "a ""key" itself
                          Detail: Each slice would lock the table it references.
                          Hint: Drop it and add it to each partition; dropLegacyPartition puts it on the table again.
                        "Sales"."Ord""ers_legacy" has no index on "Created At"
                          Detail: Each slice would read all of it.
                          Hint: CREATE INDEX CONCURRENTLY ON "Sales"."Ord""ers_legacy" ("Created At").""");
    }

    /** One that has begun, or begun to go back, comes first. */
    @Test
    void anotherMoveIsFinishedFirst(TestDatabase database) throws Exception {
        Orders.create(database, 100);
        Runs.convert(database, REQUEST);
        Moving first = Moving.of(REQUEST, "MINVALUE", "2024-11-03").name("first");
        try (Connection owner = database.owner()) {
            Runs.stage(owner, Planning.move(owner, first.move()));
            Runs.stage(owner, Planning.move(owner, first.move()));
        }
        assertThat(refusal(database, "2026-01-01", "2027-03-01"))
                .isEqualTo(
                        """
                        a move to "Sales"."first" is not complete
                          Hint: Run that change again, or roll it back.""");
        first.there(database);
        Moving.of(REQUEST, "2026-01-01", "2027-03-01").name("old").there(database);
    }

    /** Only a publication of the table alone, by its root, follows a move. */
    @Test
    void publicationsAreRefusedThatWouldNotFollow(TestDatabase database) throws Exception {
        Orders.create(database, 100);
        Runs.convert(database, REQUEST);
        database.asSuperuser(
                """
                CREATE PUBLICATION everything FOR ALL TABLES;
                CREATE PUBLICATION leaf FOR TABLE %s;
                CREATE PUBLICATION leaves FOR TABLE %s;
                CREATE PUBLICATION root FOR TABLE %s WITH (publish_via_partition_root);
                """
                        .formatted(Orders.LEGACY, Orders.NAME, Orders.NAME));
        assertThat(refusal(database, "MINVALUE", "2025-01-01").lines())
                .filteredOn(line -> line.startsWith("table"))
                .containsExactly(
                        "table \"Sales\".\"Ord\"\"ers\" has the publication \"everything\"",
                        "table \"Sales\".\"Ord\"\"ers\" has the publication \"leaves\"",
                        "table \"Sales\".\"Ord\"\"ers\" has the publication \"leaf\"");
        Moving moving = Moving.of(REQUEST, "MINVALUE", "2025-01-01").name("old");
        assertThatThrownBy(() -> moving.staged().acceptPublications().there(database))
                .hasMessage(
                        """
                        publication "everything" publishes every table of the database
                          Detail: Its subscribers would be sent the rows of the copy and of the change log, and stop.
                          Hint: Publish the tables by name, with publish_via_partition_root.""");
        database.asSuperuser(
                "DROP PUBLICATION everything; DROP PUBLICATION leaf; DROP PUBLICATION leaves");
        (database.majorVersion() == 14 ? moving.acceptPublications() : moving).there(database);
    }

    @Test
    void legacyWithRowsIsNotDropped(TestDatabase database) throws Exception {
        Orders.create(database, 100);
        Runs.convert(database, REQUEST);
        Moving moving = Moving.of(REQUEST, "MINVALUE", "2024-11-02").name("old");
        moving.there(database);
        var before = Definition.of(database);
        assertThatThrownBy(() -> moving.dropLegacy(database, false))
                .hasMessage(
                        """
                        "Sales"."Ord""ers_legacy" still has rows
                          Detail: There are 77, with keys from 2024-11-02 00:00:00+00 to 2024-11-05 04:00:00+00.
                          Hint: Move them to partitions of their own, or set detach to true, which takes it off with its rows.""");
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        moving.dropLegacy(database, true);
        assertThat(database.one("SELECT count(*) FROM " + Orders.LEGACY)).isEqualTo("77");
        assertThat(database.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("23");
        assertThat(
                        database.one(
                                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = '%s'::regclass"
                                        .formatted(Orders.NAME)))
                .isEqualTo("1");
    }

    private static String refusal(TestDatabase database, String from, String to) {
        return refusal(Moving.of(REQUEST, from, to).name("old"), database);
    }

    private static String refusal(Moving moving, TestDatabase database) {
        return catchThrowableOfType(RefusedException.class, () -> moving.there(database))
                .getMessage();
    }
}
