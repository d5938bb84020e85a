// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a table, its keys and its names may have against a conversion, word for word. */
@PostgresTest
class RefusalsIT {

    private static final String EVENTS = "\"Sales\".\"Ev\"\"ents\"";

    /** A table that has nothing against it. */
    private static Request events() {
        return Request.of("Sales", "Ev\"ents", "at", "month").boundary("2027-03-01");
    }

    private static void create(TestDatabase database, String columns) {
        database.query("CREATE TABLE %s (%s)".formatted(EVENTS, columns));
    }

    private static List<String> partitions(TestDatabase database) {
        return database.query(
                """
                SELECT c.relname FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
                WHERE inhparent = '"Sales"."Ev""ents"'::regclass ORDER BY 1
                """);
    }

    private static void converts(TestDatabase database, Request request) throws Exception {
        Runs.convert(database, request);
        assertThat(partitions(database)).contains("Ev\"ents_legacy");
    }

    @Test
    void unknownTable(TestDatabase database) throws Exception {
        String expected =
                """
                table %s does not exist
                  Hint: Check schemaName and tableName; names are taken as they are written, case included.
                """;
        assertThat(Refused.conversion(database, events().conversion()))
                .isEqualTo(expected.formatted(EVENTS));
        create(database, "id int, at date NOT NULL");
        database.query("CREATE INDEX no_table ON " + EVENTS + " (id)");
        database.query("CREATE TYPE \"Sales\".not_one AS (a int)");
        for (String name : List.of("ev\"ents", "no_table", "not_one")) {
            assertThat(
                            Refused.conversion(
                                    database,
                                    Request.of("Sales", name, "at", "month").conversion()))
                    .isEqualTo(
                            expected.formatted("\"Sales\".\"" + name.replace("\"", "\"\"") + "\""));
        }
        assertThat(
                        Refused.conversion(
                                database,
                                Request.of("sales", "Ev\"ents", "at", "month").conversion()))
                .isEqualTo(expected.formatted("\"sales\".\"Ev\"\"ents\""));
    }

    @Test
    void noTable(TestDatabase database) throws Exception {
        database.query("CREATE TABLE \"Sales\".t (at date NOT NULL)");
        database.query("CREATE VIEW \"Sales\".v AS SELECT * FROM \"Sales\".t");
        database.query("CREATE MATERIALIZED VIEW \"Sales\".m AS SELECT * FROM \"Sales\".t");
        database.query("CREATE SEQUENCE \"Sales\".s");
        database.asSuperuser(
                "CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;"
                        + "CREATE FOREIGN TABLE \"Sales\".f (at date NOT NULL) SERVER nowhere");
        for (String[] each :
                new String[][] {
                    {"v", "a view"},
                    {"m", "a materialized view"},
                    {"s", "a sequence"},
                    {"f", "a foreign table"}
                }) {
            assertThat(
                            Refused.conversion(
                                    database,
                                    Request.of("Sales", each[0], "at", "month").conversion()))
                    .isEqualTo(
                            """
                            "Sales"."%s" is not a table
                              Detail: It is %s.
                              Hint: Name the table itself in tableName.
                            """
                                    .formatted((Object[]) each));
        }
    }

    @Test
    void partitionedBySomebodyElse(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE "
                        + EVENTS
                        + " (id int, at date NOT NULL) PARTITION BY RANGE (at);"
                        + "CREATE TABLE \"Sales\".\"Ev\"\"ents_legacy\" PARTITION OF "
                        + EVENTS
                        + " FOR VALUES FROM (MINVALUE) TO ('2027-03-01')");
        assertThat(Refused.conversion(database, events().conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" is already partitioned
                          Detail: It is partitioned by RANGE (at), and not by this change.
                          Hint: Remove the change.
                        """);
    }

    @Test
    void convertedToAnotherBoundary(TestDatabase database) throws Exception {
        create(database, "id int, at date NOT NULL");
        converts(database, events());
        assertThat(Refused.conversion(database, events().boundary("2027-04-01").conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" is already converted, with another boundary
                          Detail: Legacy holds FOR VALUES FROM (MINVALUE) TO ('2027-03-01'); boundary says 2027-04-01.
                          Hint: Roll the conversion back first, or set boundary to what it is.
                        """);
        converts(database, events());
        Runs.revert(database, events());
        converts(database, events().boundary("2027-04-01"));
    }

    @Test
    void unknownColumn(TestDatabase database) throws Exception {
        create(database, "id int NOT NULL, at date NOT NULL, gone date");
        database.query("ALTER TABLE " + EVENTS + " DROP COLUMN gone");
        for (String column : List.of("AT", "gone", "ctid", "........pg.dropped.3........")) {
            assertThat(
                            Refused.conversion(
                                    database,
                                    Request.of("Sales", "Ev\"ents", column, "month")
                                            .primaryKey("Id", "at")
                                            .conversion()))
                    .isEqualTo(
                            """
                            table "Sales"."Ev""ents" has no column "%s"
                              Hint: Check partitionColumn; names are taken as they are written, case included.
                            table "Sales"."Ev""ents" has no column "Id"
                              Hint: Check primaryKeyColumns; names are taken as they are written, case included.
                            """
                                    .formatted(column));
        }
        converts(database, events().primaryKey("id", "at"));
    }

    @Test
    void nullableKey(TestDatabase database) throws Exception {
        create(database, "id int, at date");
        assertThat(Refused.conversion(database, events().conversion()))
                .isEqualTo(
                        """
                        column "at" of table "Sales"."Ev""ents" may be NULL
                          Detail: Range partitions take no NULL key.
                          Hint: Set notNull="true": from the first stage on, rows without a key are refused.
                        """);
        database.query("INSERT INTO " + EVENTS + " VALUES (1, NULL), (2, '2026-01-01'), (3, NULL)");
        assertThat(Refused.conversion(database, events().notNull(true).conversion()))
                .isEqualTo(
                        """
                        column "at" of table "Sales"."Ev""ents" is NULL
                          Detail: 2 rows have no key.
                          Hint: UPDATE or DELETE them first.
                        """);
        database.query("DELETE FROM " + EVENTS + " WHERE id = 1");
        assertThat(Refused.conversion(database, events().conversion()))
                .isEqualTo(
                        """
                        column "at" of table "Sales"."Ev""ents" may be NULL
                          Detail: Range partitions take no NULL key.
                          Hint: Set notNull="true": from the first stage on, rows without a key are refused.
                        column "at" of table "Sales"."Ev""ents" is NULL
                          Detail: 1 row has no key.
                          Hint: UPDATE or DELETE it first.
                        """);
        database.query("UPDATE " + EVENTS + " SET at = '2026-01-02' WHERE at IS NULL");
        List<String> before = Definition.of(database);
        converts(database, events().notNull(true));
        assertThat(notNull(database)).containsExactly("t");
        Runs.revert(database, events().notNull(true));
        assertThat(notNull(database)).containsExactly("f");
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    private static List<String> notNull(TestDatabase database) {
        return database.query(
                "SELECT attnotnull FROM pg_attribute WHERE attname = 'at' AND attrelid = '\"Sales\".\"Ev\"\"ents\"'::regclass");
    }

    @Test
    void keyBeyondTheBoundary(TestDatabase database) throws Exception {
        create(database, "id int, at timestamptz NOT NULL");
        database.query(
                "INSERT INTO "
                        + EVENTS
                        + " VALUES (1, '2027-03-01 00:00+00'), (2, '2026-03-01 00:00+00'), (3, '-infinity')");
        assertThat(Refused.conversion(database, events().conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" has keys beyond the boundary 2027-03-01 00:00:00+00
                          Detail: The greatest key is 2027-03-01 00:00:00+00.
                          Hint: Set boundary beyond it, or leave boundary out.
                        """);
        converts(
                database,
                events().boundary("2027-03-01 00:00:00.000001+00").boundary("2027-04-01"));
    }

    @Test
    void infinity(TestDatabase database) throws Exception {
        create(database, "id int, at timestamptz NOT NULL");
        database.query("INSERT INTO " + EVENTS + " VALUES (1, 'infinity'), (2, '-infinity')");
        String expected =
                """
                column "at" of table "Sales"."Ev""ents" is infinity
                  Detail: No boundary is beyond it.
                  Hint: UPDATE or DELETE these rows first: SELECT * FROM "Sales"."Ev""ents" WHERE "at" = 'infinity'.
                """;
        Request open = Request.of("Sales", "Ev\"ents", "at", "month");
        assertThat(Refused.conversion(database, open.conversion())).isEqualTo(expected);
        assertThat(Refused.conversion(database, events().conversion())).isEqualTo(expected);
        database.query("DELETE FROM " + EVENTS + " WHERE id = 1");
        assertThat(Refused.conversion(database, events().boundary("infinity").conversion()))
                .isEqualTo(
                        """
                        key value "infinity" belongs to no interval
                          Detail: Partitions begin and end at finite values.
                          Hint: Set boundary to a finite value, or leave it out.
                        """);
        converts(database, events());
    }

    @Test
    void keyType(TestDatabase database) throws Exception {
        database.query("CREATE DOMAIN \"Sales\".day AS date");
        for (String[] each :
                new String[][] {
                    {"text", "text"},
                    {"numeric(10,2)", "numeric"},
                    {"time", "time"},
                    {"\"Sales\".\"day\"", "\"Sales\".day"},
                    {"date[]", "date[]"}
                }) {
            create(database, "id int, at %s NOT NULL".formatted(each[1]));
            String type = each[1].equals("time") ? "time without time zone" : each[1];
            type = type.equals("\"Sales\".day") ? "\"Sales\".day" : type;
            assertThat(Refused.conversion(database, events().conversion()))
                    .isEqualTo(
                            """
                            table "Sales"."Ev""ents" cannot be partitioned by "at"
                              Detail: Its type is %s.
                              Hint: Choose a partitionColumn of type date, timestamp, timestamptz, smallint, integer, bigint or uuid (version 7).
                            """
                                    .formatted(type));
            database.query("DROP TABLE " + EVENTS);
        }
    }

    @Test
    void generatedKey(TestDatabase database) throws Exception {
        create(
                database,
                "id int, \"when\" date, at date GENERATED ALWAYS AS (\"when\" + 1) STORED NOT NULL");
        assertThat(Refused.conversion(database, events().conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" cannot be partitioned by "at"
                          Detail: It is a generated column, which PostgreSQL does not take as a partition key.
                          Hint: Choose another partitionColumn.
                        """);
    }

    @Test
    void uuidOfAnotherVersion(TestDatabase database) throws Exception {
        create(database, "at uuid NOT NULL");
        database.query(
                "INSERT INTO " + EVENTS + " VALUES ('f47ac10b-58cc-4372-a567-0e02b2c3d479')");
        assertThat(Refused.conversion(database, events().conversion()))
                .isEqualTo(
                        """
                        uuid "f47ac10b-58cc-4372-a567-0e02b2c3d479" is not of version 7
                          Detail: Its version is 4; only version 7 begins with a time (RFC 9562).
                          Hint: Partition by a column that holds a time, or change such keys first.
                        """);
    }

    @Test
    void uniqueKeysWithoutThePartitionColumn(TestDatabase database) throws Exception {
        create(
                database,
                """
                "I""d, x" int CONSTRAINT "key ""one" PRIMARY KEY, n int, at date NOT NULL,
                CONSTRAINT "a ""unique" UNIQUE (n), CONSTRAINT covering UNIQUE (n) INCLUDE (at)
                """);
        database.query("CREATE UNIQUE INDEX \"an index\" ON " + EVENTS + " (lower(n::text))");
        assertThat(Refused.conversion(database, events().conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" cannot be partitioned by "at"
                          Detail: Primary key "key ""one" ("I""d, x") does not contain "at".
                          Hint: Set primaryKeyColumns="\\"I""d, x\\", at" to build a new key concurrently before the cut-over.
                        table "Sales"."Ev""ents" cannot be partitioned by "at"
                          Detail: Unique constraint "a ""unique" does not contain "at".
                          Hint: Say what becomes of it: uniqueKey: {name: 'a "unique', action: extend} appends "at", action: drop gives it up.
                        table "Sales"."Ev""ents" cannot be partitioned by "at"
                          Detail: Unique index "an index" does not contain "at".
                          Hint: Say what becomes of it: uniqueKey: {name: 'an index', action: extend} appends "at", action: drop gives it up.
                        table "Sales"."Ev""ents" cannot be partitioned by "at"
                          Detail: Unique constraint "covering" does not contain "at".
                          Hint: Say what becomes of it: uniqueKey: {name: covering, action: extend} appends "at", action: drop gives it up.
                        """
                                .replace("\\\"", "\""));
        database.query(
                """
                ALTER TABLE "Sales"."Ev""ents" DROP CONSTRAINT "a ""unique", DROP CONSTRAINT covering, ADD CONSTRAINT "a ""unique" UNIQUE (n, at);
                DROP INDEX "Sales"."an index"
                """);
        converts(database, events().primaryKey("I\"d, x", "at"));
    }

    @Test
    void newPrimaryKey(TestDatabase database) throws Exception {
        create(database, "id int PRIMARY KEY, n int, at date NOT NULL");
        String expected =
                """
                primaryKeyColumns of table "Sales"."Ev""ents" cannot be (%s)
                  Detail: %s
                  Hint: Name the columns of the primary key and the partition column.
                """;
        assertThat(Refused.conversion(database, events().primaryKey("id").conversion()))
                .isEqualTo(expected.formatted("id", "It does not contain \"at\"."));
        assertThat(Refused.conversion(database, events().primaryKey("at").conversion()))
                .isEqualTo(expected.formatted("at", "It lacks \"id\" of the old key."));
        assertThat(Refused.conversion(database, events().primaryKey("id", "at", "id").conversion()))
                .isEqualTo(expected.formatted("id, at, id", "A column stands in it twice."));
        assertThat(Refused.conversion(database, events().primaryKey("id", "at", "n").conversion()))
                .isEqualTo(expected.formatted("id, at, n", "Column \"n\" may be NULL."));
        converts(database, events().primaryKey("at", "id"));
    }

    @Test
    void incomingForeignKeys(TestDatabase database) throws Exception {
        create(database, "id int, at date, PRIMARY KEY (id, at), older int, oldest date");
        database.query(
                """
                ALTER TABLE "Sales"."Ev""ents" ADD CONSTRAINT "my ""self" FOREIGN KEY (older, oldest) REFERENCES "Sales"."Ev""ents";
                CREATE TABLE public."li nes" (id int, at date, CONSTRAINT "to events" FOREIGN KEY (id, at) REFERENCES "Sales"."Ev""ents");
                CREATE TABLE public.parts (id int, at date, CONSTRAINT many FOREIGN KEY (id, at) REFERENCES "Sales"."Ev""ents")
                  PARTITION BY RANGE (id);
                CREATE TABLE public.part1 PARTITION OF public.parts FOR VALUES FROM (1) TO (2);
                """);
        assertThat(Refused.conversion(database, events().conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" is referenced by foreign keys
                          Detail: They are "my ""self" of table "Sales"."Ev""ents", "to events" of table "public"."li nes", "many" of table "public"."parts".
                          Hint: Set incomingForeignKeys to repoint, which makes them anew, or to drop; or drop them in an earlier changeset.
                        foreign key "my ""self" of table "Sales"."Ev""ents" references the table itself
                          Detail: Its partitions would each have it, and none could be detached.
                          Hint: Drop it in an earlier changeset.
                        """);
        database.query(
                """
                ALTER TABLE "Sales"."Ev""ents" DROP CONSTRAINT "my ""self";
                ALTER TABLE public."li nes" DROP CONSTRAINT "to events";
                ALTER TABLE public.parts DROP CONSTRAINT many
                """);
        converts(database, events());
    }

    @Test
    void interval(TestDatabase database) throws Exception {
        create(database, "id int, at date NOT NULL");
        Request fortnight = Request.of("Sales", "Ev\"ents", "at", "fortnight");
        String unknown =
                """
                interval "fortnight" is not known
                  Hint: Set interval to hour, day, week, month, quarter or year, or for a plain integer key to a positive whole number.
                """;
        assertThat(Refused.conversion(database, fortnight.conversion())).isEqualTo(unknown);
        assertThat(
                        Refused.conversion(
                                database,
                                Request.of("Sales", "Ev\"ents", "At", "fortnight")
                                        .pattern("{table}_{month}")
                                        .conversion()))
                .isEqualTo(
                        """
                        table "Sales"."Ev""ents" has no column "At"
                          Hint: Check partitionColumn; names are taken as they are written, case included.
                        """
                                + unknown
                                + """
                                partitionNamePattern "{table}_{month}" has the unknown token "{month}"
                                  Detail: Known are {table} {yyyy} {MM} {dd} {HH} {ww} {xxxx} {q} {from} {to}.
                                  Hint: Set partitionNamePattern with these tokens only, or leave it out.
                                """);
        assertThat(
                        Refused.conversion(
                                database,
                                Request.of("Sales", "Ev\"ents", "at", "1000").conversion()))
                .isEqualTo(
                        """
                        interval "1000" is a number, but key type "date" is not
                          Hint: Set interval to day, week, month, quarter or year.
                        """);
    }

    @Test
    void partitionNames(TestDatabase database) throws Exception {
        create(database, "id int, at date NOT NULL");
        assertThat(Refused.conversion(database, events().pattern("{table}_{yyyy}").conversion()))
                .isEqualTo(
                        """
                        partitionNamePattern "{table}_{yyyy}" gives many partitions one name
                          Detail: It does not tell one month from another.
                          Hint: Set partitionNamePattern="{table}_y{yyyy}m{MM}", or leave it out.
                        """);
        String pattern = "x".repeat(60) + "{yyyy}{MM}";
        assertThat(Refused.conversion(database, events().pattern(pattern).conversion()))
                .isEqualTo(
                        """
                        name "%s202703" has 66 bytes, PostgreSQL allows 63
                          Hint: Set a shorter partitionNamePattern.
                        """
                                .formatted("x".repeat(60)));
        database.query(
                """
                CREATE TABLE "Sales"."Ev""ents_y2027m04" (a int);
                CREATE SEQUENCE "Sales"."Ev""ents_y2027m05";
                CREATE TYPE "Sales"."Ev""ents_y2027m03" AS ENUM ('a')
                """);
        String taken =
                """
                "Sales"."Ev""ents_y2027m%s" exists already
                  Detail: The conversion needs the name for a partition.
                  Hint: Rename or drop it, or set partitionNamePattern.
                """;
        assertThat(Refused.conversion(database, events().conversion()))
                .isEqualTo(taken.formatted("03") + taken.formatted("04") + taken.formatted("05"));
        converts(database, events().pattern("{table} {yyyy} {MM}"));
    }

    @Test
    void longNames(TestDatabase database) throws Exception {
        String table = "ä".repeat(31) + "x";
        String start = "y".repeat(56);
        database.query(
                """
                CREATE TABLE "Sales"."%1$s" (id int CONSTRAINT "%2$spkey123" PRIMARY KEY, n int, at date NOT NULL);
                CREATE INDEX "%2$sindex12" ON "Sales"."%1$s" (at);
                CREATE INDEX "%2$sindex13" ON "Sales"."%1$s" (n)
                """
                        .formatted(table, start));
        Request request =
                Request.of("Sales", table, "at", "month")
                        .boundary("2027-03-01")
                        .primaryKey("id", "at");
        assertThatThrownBy(request::conversion)
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        """
                        name "%s_legacy" has 70 bytes, PostgreSQL allows 63
                          Hint: Set legacyTableName."""
                                .formatted(table));
        assertThat(Refused.conversion(database, request.legacyName("old").conversion()))
                .isEqualTo(
                        """
                        name "%s_y2027m03" has 72 bytes, PostgreSQL allows 63
                          Hint: Set a shorter partitionNamePattern.
                        """
                                .formatted(table));
        List<String> before = Definition.of(database);
        Request short63 = request.legacyName("z".repeat(63)).pattern("p{yyyy}{MM}");
        Runs.convert(database, short63);
        Runs.revert(database, short63);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    @Test
    void partitionNamedLikeTheOldHeap(TestDatabase database) throws Exception {
        create(database, "id int, at date NOT NULL");
        assertThat(
                        Refused.conversion(
                                database, events().legacyName("Ev\"ents_y2027m04").conversion()))
                .isEqualTo(
                        """
                        "Sales"."Ev""ents_y2027m04" would be the name of two
                          Detail: The conversion needs it for the old heap and for a partition.
                          Hint: Set partitionNamePattern.
                        """);
    }

    @Test
    void takenNames(TestDatabase database) throws Exception {
        create(database, "id int PRIMARY KEY, n int, at date NOT NULL");
        database.query(
                """
                CREATE INDEX "by n" ON "Sales"."Ev""ents" (n);
                CREATE TABLE "Sales"."Ev""ents_legacy" (a int);
                CREATE INDEX "by n_legacy" ON "Sales"."Ev""ents_legacy" (a);
                CREATE INDEX "Ev""ents_legacy_bounds_idx" ON "Sales"."Ev""ents_legacy" (a);
                CREATE INDEX "Ev""ents_legacy_pkey" ON "Sales"."Ev""ents_legacy" (a);
                CREATE FUNCTION "Sales"."Ev""ents_legacy_bounds"(text) RETURNS text LANGUAGE sql AS 'SELECT $1'
                """);
        String taken =
                """
                "Sales"."%s" exists already
                  Detail: The conversion needs the name for %s.
                  Hint: Rename or drop it, or set legacyTableName.
                """;
        assertThat(Refused.conversion(database, events().primaryKey("id", "at").conversion()))
                .isEqualTo(
                        taken.formatted("Ev\"\"ents_legacy", "the old heap")
                                + """
                                "Sales"."by n_legacy" exists already
                                  Detail: The conversion needs the name for the index "by n" of the old heap.
                                  Hint: Rename or drop it.
                                """
                                + taken.formatted("Ev\"\"ents_legacy_bounds_idx", "an index")
                                + taken.formatted("Ev\"\"ents_legacy_pkey", "an index")
                                + """
                                function "Sales"."Ev""ents_legacy_bounds" exists already and is not ours
                                  Hint: Drop it, or set legacyTableName.
                                """);
        assertThat(
                        Refused.conversion(
                                database,
                                events().primaryKey("id", "at")
                                        .legacyName("Ev\"ents old")
                                        .conversion()))
                .isEqualTo(
                        """
                        "Sales"."by n_legacy" exists already
                          Detail: The conversion needs the name for the index "by n" of the old heap.
                          Hint: Rename or drop it.
                        """);
        database.query("DROP INDEX \"Sales\".\"by n_legacy\"");
        Runs.convert(database, events().primaryKey("id", "at").legacyName("Ev\"ents old"));
        assertThat(partitions(database)).contains("Ev\"ents old");
    }
}
