// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Ranges leave a default partition and come back; the table was never converted by us. */
@PostgresTest
class DefaultMoveIT {

    private static final Request REQUEST =
            Request.of("Sales", "Eve\"nts", "At", "month").boundary("2027-01-01");
    private static final String NAME = "\"Sales\".\"Eve\"\"nts\"";
    private static final String REST = "\"Sales\".\"the \"\"rest\"";

    @BeforeEach
    void create(TestDatabase database) {
        database.query(
                """
                CREATE TABLE %1$s ("Id" bigint GENERATED ALWAYS AS IDENTITY, "At" timestamptz, note text, twice bigint GENERATED ALWAYS AS ("Id" * 2) STORED)
                  PARTITION BY RANGE ("At");
                CREATE INDEX "by ""at" ON %1$s ("At");
                CREATE TABLE "Sales".first PARTITION OF %1$s FOR VALUES FROM (MINVALUE) TO ('2026-01-01+00');
                CREATE TABLE "Sales".january PARTITION OF %1$s FOR VALUES FROM ('2026-01-01+00') TO ('2026-02-01+00');
                CREATE TABLE "Sales".june PARTITION OF %1$s FOR VALUES FROM ('2026-06-01+00') TO ('2026-07-01+00');
                CREATE TABLE %2$s PARTITION OF %1$s DEFAULT WITH (fillfactor = 70);
                INSERT INTO %1$s ("At", note) SELECT timestamptz '2025-12-15 00:00+00' + g * interval '1 hour', 'n' || g FROM generate_series(1, 7000) g;
                INSERT INTO %1$s ("At", note) VALUES (NULL, 'never');
                CREATE FUNCTION "Sales".fires() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'fired'; END$$;
                CREATE TRIGGER fires BEFORE INSERT OR DELETE ON %1$s FOR EACH ROW EXECUTE FUNCTION "Sales".fires();
                """
                        .formatted(NAME, REST));
    }

    private static Moving months(String from, String to) {
        return Moving.of(REQUEST, from, to).interval("month");
    }

    private static List<String> partitions(TestDatabase database) {
        return database.query(
                """
                SET "TimeZone" = 'UTC';
                SELECT c.relname, pg_get_expr(relpartbound, c.oid) FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid
                WHERE inhparent = '%s'::regclass ORDER BY substring(pg_get_expr(relpartbound, c.oid) FROM 'FROM [(](.*?)[)]') NULLS LAST, 1
                """
                        .formatted(NAME));
    }

    private static String rows(TestDatabase database) {
        return database.one(
                "SELECT count(*) || ' ' || md5(string_agg(e::text, ' ' ORDER BY \"Id\")) FROM %s AS e"
                        .formatted(NAME));
    }

    /** No partition has a row that its bounds exclude: PostgreSQL's own expression is asked. */
    private static void isTrue(TestDatabase database) {
        for (String partition :
                database.query(
                        "SELECT relid::regclass FROM pg_partition_tree('%s') WHERE isleaf"
                                .formatted(NAME))) {
            String bounds =
                    database.one(
                            "SELECT pg_get_partition_constraintdef('%s'::regclass)"
                                    .formatted(partition.replace("'", "''")));
            assertThat(
                            database.one(
                                    "SELECT count(*) FROM %s WHERE NOT (%s)"
                                            .formatted(partition, bounds)))
                    .as(partition)
                    .isEqualTo("0");
        }
    }

    private static void nothingIsLeftBehind(TestDatabase database) {
        assertThat(
                        database.query(
                                "SELECT conname::text FROM pg_constraint WHERE conname LIKE 'livepartition%' UNION ALL SELECT proname FROM pg_proc WHERE proname LIKE 'livepartition%'"))
                .isEmpty();
    }

    @Test
    void severalMonthsThereAndBack(TestDatabase database) throws Exception {
        List<String> before = partitions(database);
        String rows = rows(database);
        Moving moving = months("2026-02-01", "2026-05-01");

        List<String> said = moving.there(database);
        assertThat(partitions(database))
                .containsExactly(
                        "january|FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00')",
                        "Eve\"nts_y2026m02|FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00')",
                        "Eve\"nts_y2026m03|FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00')",
                        "Eve\"nts_y2026m04|FOR VALUES FROM ('2026-04-01 00:00:00+00') TO ('2026-05-01 00:00:00+00')",
                        "june|FOR VALUES FROM ('2026-06-01 00:00:00+00') TO ('2026-07-01 00:00:00+00')",
                        "first|FOR VALUES FROM (MINVALUE) TO ('2026-01-01 00:00:00+00')",
                        "the \"rest|DEFAULT");
        assertThat(database.one("SELECT count(*) FROM \"Sales\".\"Eve\"\"nts_y2026m03\""))
                .isEqualTo("744");
        assertThat(
                        database.one(
                                "SELECT reloptions FROM pg_class WHERE relname = 'Eve\"nts_y2026m03'"))
                .isEqualTo("{fillfactor=70}");
        assertThat(rows(database)).isEqualTo(rows);
        assertThat(said).anyMatch(line -> line.contains("validate the bounds check"));
        isTrue(database);
        nothingIsLeftBehind(database);
        assertThat(moving.there(database)).singleElement().asString().contains("nothing is left");

        moving.back(database);
        assertThat(partitions(database)).isEqualTo(before);
        assertThat(rows(database)).isEqualTo(rows);
        isTrue(database);
        nothingIsLeftBehind(database);
        assertThat(moving.back(database)).singleElement().asString().contains("nothing is left");
    }

    /** Neither the default partition nor any other is read to attach it. */
    @Test
    void everyAttachIsImplied(TestDatabase database) throws Exception {
        Moving moving = months("2026-02-01", "2026-04-01");
        for (boolean back : new boolean[] {false, true}) {
            try (Connection owner = database.owner()) {
                Orders.execute(owner, "SET client_min_messages = debug1");
                List<String> said = back ? moving.back(owner) : moving.there(owner);
                // once, to validate its check while reads and writes go on
                assertThat(said)
                        .filteredOn(line -> line.equals("  verifying table \"the \"rest\""))
                        .hasSize(1);
                assertThat(said)
                        .filteredOn(
                                line ->
                                        line.contains(
                                                "partition constraint for table \"the \"rest\""))
                        .hasSizeGreaterThan(4)
                        .allMatch(line -> line.endsWith("is implied by existing constraints"));
            }
        }
    }

    @Test
    void oneRangeInAGapAndAnotherAtTheEnd(TestDatabase database) throws Exception {
        String rows = rows(database);
        Moving gap = Moving.of(REQUEST, "2026-02-10", "2026-02-20").name("gap");
        Moving end = Moving.of(REQUEST, "2026-09-01", "2030-01-01").name("end");
        gap.there(database);
        end.there(database);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".gap")).isEqualTo("240");
        isTrue(database);
        gap.back(database);
        assertThat(database.one("SELECT to_regclass('\"Sales\".gap') IS NULL")).isEqualTo("t");
        end.back(database);
        assertThat(rows(database)).isEqualTo(rows);
        isTrue(database);
        nothingIsLeftBehind(database);
    }

    @Test
    void goesOnAfterEachStatementThereAndBack(TestDatabase database) throws Exception {
        Moving moving = months("2026-02-01", "2026-04-01");
        List<String> before = state(database);
        moving.there(database);
        List<String> wanted = state(database);
        moving.back(database);
        for (boolean there : new boolean[] {true, false}) {
            boolean blown = true;
            for (int statement = 2; blown; statement++) {
                blown = interrupted(database, statement, moving, there);
                run(database.owner(), moving, there);
                assertThat(state(database))
                        .as("killed after %d", statement)
                        .isEqualTo(there ? wanted : before);
                run(database.owner(), moving, !there);
            }
            run(database.owner(), moving, there);
        }
    }

    private static List<String> run(Connection connection, Moving moving, boolean there)
            throws SQLException {
        try (connection) {
            return there ? moving.there(connection) : moving.back(connection);
        }
    }

    /** Whether the run had so many statements. */
    private static boolean interrupted(
            TestDatabase database, int statements, Moving moving, boolean there)
            throws SQLException {
        Connection connection = database.owner();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        Fuse fuse =
                new Fuse(
                        connection,
                        statements,
                        () ->
                                database.asSuperuser(
                                        "SELECT pg_terminate_backend(%d, 60000)".formatted(pid)));
        try {
            run(fuse.connection(), moving, there);
        } catch (SQLException e) {
            assertThat(fuse.blown()).as("%s", e).isTrue();
        }
        return fuse.blown();
    }

    private static List<String> state(TestDatabase database) {
        List<String> state = new ArrayList<>(partitions(database));
        state.add(rows(database));
        state.addAll(
                database.query(
                        "SELECT conname::text FROM pg_constraint WHERE conname LIKE 'livepartition%' UNION ALL SELECT proname FROM pg_proc WHERE proname LIKE 'livepartition%'"));
        return state;
    }

    /** Keys of a partition that is dropped in the midst of it go to the default partition. */
    @Test
    void aPartitionMayBeDroppedMeanwhile(TestDatabase database) throws Exception {
        Moving moving = months("2026-02-01", "2026-04-01");
        try (Connection owner = database.owner()) {
            for (int i = 0; i < 4; i++) {
                Runs.stage(owner, Planning.move(owner, moving.move()));
            }
        }
        database.query(
                "DROP TABLE \"Sales\".june; ALTER TABLE %1$s DISABLE TRIGGER fires; INSERT INTO %1$s (\"At\") VALUES ('2026-06-03 00:00+00')"
                        .formatted(NAME));
        moving.there(database);
        assertThat(
                        database.one(
                                "SELECT tableoid::regclass FROM %s WHERE \"At\" = '2026-06-03 00:00+00'"
                                        .formatted(NAME)))
                .isEqualTo("\"Sales\".\"the \"\"rest\"");
        isTrue(database);
    }

    @Test
    void whatCannotBeDoneIsRefused(TestDatabase database) throws Exception {
        assertThat(refusal(months("2026-05-01", "2026-08-01"), database))
                .isEqualTo(
                        """
                        partitions have a part of the range 2026-05-01 00:00:00+00 to 2026-08-01 00:00:00+00
                          Detail: What else is in it is in the default partition "Sales"."the ""rest".
                          Hint: Take what is free: 2026-05-01 00:00:00+00 to 2026-06-01 00:00:00+00, or 2026-07-01 00:00:00+00 to 2026-08-01 00:00:00+00.""");
        assertThat(refusal(months("2026-03-01", "2026-04-01").staged(), database))
                .isEqualTo(
                        """
                        rows leave the default partition "Sales"."the ""rest" in slices only
                          Detail: It takes whatever no other partition has, so that nothing can be put in its place.
                          Hint: Set mode to slices.""");
        Moving begun = months("2026-03-01", "2026-04-01");
        try (Connection owner = database.owner()) {
            Runs.stage(owner, Planning.move(owner, begun.move()));
        }
        assertThat(refusal(months("2026-04-01", "2026-05-01"), database))
                .isEqualTo(
                        """
                        another move of the table is not complete
                          Detail: The default partition "Sales"."the ""rest" has the bounds check of the one from '2026-03-01 00:00:00+00' to '2026-04-01 00:00:00+00'.
                          Hint: Run that change again, or roll it back.""");
        begun.back(database);
        nothingIsLeftBehind(database);
        begun.there(database);
        database.query(
                """
                DROP TABLE %1$s;
                CREATE TABLE %1$s PARTITION OF %2$s DEFAULT PARTITION BY LIST (note);
                """
                        .formatted(REST, NAME));
        assertThat(refusal(months("2026-04-01", "2026-05-01"), database))
                .contains(
                        """
                        the default partition "Sales"."the ""rest" is no plain table
                          Detail: Rows can only be moved beside, and out of, one that holds them itself.
                          Hint: Detach it first.""");
        database.query("DROP TABLE " + REST);
        assertThatThrownBy(() -> begun.back(database))
                .hasMessageStartingWith(
                        "the ranges of table \"Sales\".\"Eve\"\"nts\" cannot be moved back");
    }

    /** An old heap and a default partition at once: each move finds its own rows. */
    @Test
    void besideAnOldHeap(TestDatabase database) throws Exception {
        Request orders = Orders.request().boundary("2026-01-01").premake(1);
        Orders.create(database, 3000);
        database.query(
                "DELETE FROM %s WHERE \"Created At\" >= '2025-03-01'".formatted(Orders.NAME));
        Runs.convert(database, orders);
        database.query(
                """
                CREATE TABLE "Sales".rest PARTITION OF %1$s DEFAULT;
                CREATE INDEX ON "Sales".rest ("Created At");
                INSERT INTO %1$s ("Cust""omer", "Created At") SELECT 1, timestamptz '2026-01-15 00:00+00' + g * interval '24 hours' FROM generate_series(1, 80) AS g;
                """
                        .formatted(Orders.NAME));
        String rows =
                database.one(
                        "SELECT count(*) || ' ' || md5(string_agg(o::text, ' ' ORDER BY \"Id\")) FROM %s AS o"
                                .formatted(Orders.NAME));
        List<String> before = Definition.of(database);
        Moving old = Moving.of(orders, "MINVALUE", "2025-01-01").name("old");
        Moving late = Moving.of(orders, "2026-02-01", "2026-04-01").interval("month");
        try (Connection owner = database.owner()) {
            Orders.execute(owner, "SET client_min_messages = debug1");
            List<String> said = old.there(owner);
            // once, to validate its check while reads and writes go on
            assertThat(said)
                    .filteredOn(line -> line.equals("  verifying table \"rest\""))
                    .hasSize(1);
            assertThat(said)
                    .noneMatch(line -> line.contains("verifying table \"Ord"))
                    .anyMatch(
                            line ->
                                    line.contains(
                                            "updated partition constraint for default partition \"rest\" is implied"));
        }
        late.there(database);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".rest")).isEqualTo("5");
        assertThat(database.one("SELECT count(*) FROM \"Sales\".old")).isEqualTo("1463");
        late.back(database);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".rest")).isEqualTo("64");
        old.back(database);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(
                        database.one(
                                "SELECT count(*) || ' ' || md5(string_agg(o::text, ' ' ORDER BY \"Id\")) FROM %s AS o"
                                        .formatted(Orders.NAME)))
                .isEqualTo(rows);
    }

    /**
     * The conversion's way back returns in slices what is beyond the boundary, and reads it once.
     */
    @Test
    void theWayBackOfAConversionBesideADefaultPartition(TestDatabase database) throws Exception {
        Request orders = Orders.request().boundary("2026-01-01").premake(2);
        Orders.create(database, 3000);
        List<String> before = Definition.of(database);
        Runs.convert(database, orders);
        database.query(
                """
                CREATE TABLE "Sales".rest PARTITION OF %1$s DEFAULT;
                INSERT INTO %1$s ("Cust""omer", "Created At") SELECT 1, timestamptz '2026-01-01 00:00+00' + g * interval '1 minute' FROM generate_series(1, 4000) AS g;
                INSERT INTO %1$s ("Cust""omer", "Created At") SELECT 1, timestamptz '2027-01-01 00:00+00' + g * interval '1 minute' FROM generate_series(1, 400) AS g;
                """
                        .formatted(Orders.NAME));
        try (Connection owner = database.owner()) {
            Orders.execute(owner, "SET client_min_messages = debug1");
            List<String> said = Runs.revert(owner, orders);
            assertThat(said)
                    .filteredOn(line -> line.equals("  verifying table \"rest\""))
                    .hasSize(1);
            assertThat(said)
                    .anyMatch(
                            line ->
                                    line.contains(
                                            "updated partition constraint for default partition \"rest\" is implied"));
        }
        assertThat(database.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("7400");
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        nothingIsLeftBehind(database);
    }

    /** Where no other partition is, before and while there is only ours. */
    @Test
    void theFirstPartitionOfAll(TestDatabase database) throws Exception {
        database.query("DROP TABLE \"Sales\".first, \"Sales\".january, \"Sales\".june");
        String rows = rows(database);
        Moving all = Moving.of(REQUEST, "MINVALUE", "2026-05-01").interval("quarter");
        all.there(database);
        assertThat(partitions(database))
                .contains(
                        "Eve\"nts_y2026q1|FOR VALUES FROM (MINVALUE) TO ('2026-04-01 00:00:00+00')",
                        "Eve\"nts_y2026q2|FOR VALUES FROM ('2026-04-01 00:00:00+00') TO ('2026-05-01 00:00:00+00')");
        isTrue(database);
        all.back(database);
        assertThat(partitions(database)).containsExactly("the \"rest|DEFAULT");
        assertThat(rows(database)).isEqualTo(rows);
        nothingIsLeftBehind(database);
    }

    /** Several partitions, the first of them next to the old heap. */
    @Test
    void directlyAboveAnOldHeap(TestDatabase database) throws Exception {
        Request orders = Orders.request().boundary("2026-01-01").premake(1);
        Orders.create(database, 3000);
        Runs.convert(database, orders);
        database.query(
                """
                DROP TABLE "Sales"."Ord""ers_y2026m01";
                CREATE TABLE "Sales".rest PARTITION OF %1$s DEFAULT;
                CREATE INDEX ON "Sales".rest ("Created At");
                INSERT INTO %1$s ("Cust""omer", "Created At") SELECT 1, timestamptz '2026-01-01 00:00+00' + g * interval '1 hour' FROM generate_series(1, 2000) AS g;
                """
                        .formatted(Orders.NAME));
        Moving.of(orders, "2026-01-01", "2026-03-01").interval("month").there(database);
        assertThat(
                        database.query(
                                "SELECT tableoid::regclass, count(*) FROM %s WHERE \"Created At\" >= '2026-01-01+00' GROUP BY tableoid ORDER BY min(\"Created At\")"
                                        .formatted(Orders.NAME)))
                .containsExactly(
                        "\"Sales\".\"Ord\"\"ers_y2026m01\"|743",
                        "\"Sales\".\"Ord\"\"ers_y2026m02\"|672",
                        "\"Sales\".rest|585");
        nothingIsLeftBehind(database);
    }

    @Test
    void boundsThatCannotBeReadAreRefused(TestDatabase database) throws Exception {
        assertThat(refusal(months("2026-05-01", "2026-05-01"), database))
                .isEqualTo(
                        """
                        the range from 2026-05-01 to 2026-05-01 is empty
                          Hint: Set to beyond from; from is included, to is not.""");
        database.query(
                """
                DROP TABLE "Sales".first;
                CREATE TABLE "Sales".first PARTITION OF %s FOR VALUES FROM ('-infinity') TO ('2025-01-01+00');
                """
                        .formatted(NAME));
        assertThat(refusal(months("2026-05-01", "2026-06-01"), database)).contains("infinity");
    }

    private static String refusal(Moving moving, TestDatabase database) {
        return catchThrowableOfType(RefusedException.class, () -> moving.there(database))
                .getMessage();
    }
}
