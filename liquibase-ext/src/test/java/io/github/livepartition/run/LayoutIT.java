// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static io.github.livepartition.run.Request.hash;
import static io.github.livepartition.run.Request.list;
import static io.github.livepartition.run.Request.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.livepartition.plan.PartitionBy;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layout of a copy: there, written to, back, there again, and for good. */
@PostgresTest
class LayoutIT {

    private static final String NAME = "\"Sales\".\"E\"\"vents\"";

    private static final String ROWS =
            "SELECT count(*), sum(hashtextextended(e::text, 0)) FROM " + NAME + " AS e";

    /** A tenant with a quote in its name, one with a comma, and some that nobody has named. */
    private static final String SQL =
            """
            CREATE TABLE "Sales"."Cust omer" (id integer PRIMARY KEY);
            INSERT INTO "Sales"."Cust omer" SELECT generate_series(0, 9);
            CREATE TABLE "Sales"."E""vents" (
              gone text, "I d" bigint, "Te""nant" text NOT NULL, at timestamptz NOT NULL, note text, done boolean,
              customer integer CONSTRAINT "to ""customer" REFERENCES "Sales"."Cust omer",
              PRIMARY KEY ("I d"), UNIQUE ("I d", "Te""nant", at)
            ) WITH (fillfactor = 90);
            ALTER TABLE "Sales"."E""vents" DROP COLUMN gone;
            CREATE INDEX ON "Sales"."E""vents" (at);
            CREATE INDEX "by ""tenant" ON "Sales"."E""vents" ("Te""nant", lower(note));
            COMMENT ON CONSTRAINT "to ""customer" ON "Sales"."E""vents" IS 'who';
            CREATE FUNCTION "Sales".touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.done := true; RETURN NEW; END$$;
            CREATE FUNCTION "Sales".seen() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
            CREATE TRIGGER "touch it" BEFORE UPDATE ON "Sales"."E""vents" FOR EACH ROW EXECUTE FUNCTION "Sales".touch();
            CREATE TRIGGER off AFTER INSERT ON "Sales"."E""vents" FOR EACH ROW EXECUTE FUNCTION "Sales".seen();
            ALTER TABLE "Sales"."E""vents" DISABLE TRIGGER off;
            INSERT INTO "Sales"."E""vents" ("I d", "Te""nant", at, note, customer)
              SELECT g, (ARRAY['o''neil', 'a,b', 'DEFAULT', 'x', 'y'])[g % 5 + 1], timestamptz '2026-05-01' + g * interval '1 hour', g, g % 10
                FROM generate_series(1, 4000) AS g;
            """;

    private static final String WRITES =
            """
            DELETE FROM "Sales"."E""vents" WHERE "I d" % 7 = 0;
            UPDATE "Sales"."E""vents" SET note = 'new' WHERE "I d" % 5 = 0;
            UPDATE "Sales"."E""vents" SET at = at + interval '40 days' WHERE "I d" % 11 = 0;
            UPDATE "Sales"."E""vents" SET "Te""nant" = 'o''neil' WHERE "I d" % 17 = 0;
            UPDATE "Sales"."E""vents" SET "I d" = "I d" + 1000000 WHERE "I d" % 13 = 0;
            INSERT INTO "Sales"."E""vents" ("I d", "Te""nant", at, customer)
              SELECT g + 5000, 'a,b', timestamptz '2026-05-02' + g * interval '1 hour', g % 10 FROM generate_series(1, 500) g;
            """;

    private static final Request REQUEST = Request.of("Sales", "E\"vents", "at", "month");

    private static final PartitionBy.ByList TENANTS =
            list(
                    "Te\"nant",
                    values("Eve\"nts o", "o'neil", null),
                    values("{table} a", "a,b", "DEFAULT"),
                    values("{table} rest"));

    private static PartitionBy.ByRange months() {
        return new PartitionBy.ByRange(
                new Identifier("at"),
                "month",
                Optional.empty(),
                1,
                ZoneOffset.UTC,
                Optional.empty(),
                Optional.of("{table} late"));
    }

    /** And how many partitions hold rows, and what the catalog says of the levels. */
    static Stream<Arguments> layouts() {
        return Stream.of(
                arguments(
                        REQUEST.primaryKey("I d", "Te\"nant").copy(TENANTS),
                        3,
                        "LIST (\"Te\"\"nant\")"),
                arguments(REQUEST.copy(hash("I d", 4)), 4, "HASH (\"I d\")"),
                arguments(
                        REQUEST.primaryKey("I d", "at").copy(REQUEST.range(), hash("I d", 3)),
                        18,
                        "RANGE (at)|HASH (\"I d\")"),
                arguments(
                        REQUEST.primaryKey("I d", "at", "Te\"nant").copy(TENANTS, months()),
                        18,
                        "LIST (\"Te\"\"nant\")|RANGE (at)"),
                arguments(
                        REQUEST.primaryKey("I d", "Te\"nant")
                                .copy(hash("I d", 2), list("Te\"nant", values("{table} r"))),
                        2,
                        "HASH (\"I d\")|LIST (\"Te\"\"nant\")"));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void goesThereAndBackAndThereForGood(
            Request request, int filled, String levels, TestDatabase database) throws Exception {
        database.query(SQL);
        grant(database);
        List<String> before = Definition.of(database);
        List<String> rows = database.query(ROWS);

        Runs.convert(database, request);
        assertThat(database.query(ROWS)).isEqualTo(rows);
        assertThat(database.query("SELECT count(DISTINCT tableoid) FROM " + NAME))
                .containsExactly(Integer.toString(filled));
        assertThat(database.query(LEVELS)).containsExactly(levels.split("\\|"));
        assertThat(database.query(DIFFERENT_PRIVILEGES)).isEmpty();
        assertThat(database.query(KEYS_OF_LEAVES)).containsExactly("t|t");
        List<String> converted = Definition.of(database);

        database.query(WRITES);
        List<String> written = database.query(ROWS);
        Runs.revert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(database.query(ROWS)).isEqualTo(written);

        Runs.convert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(converted);
        assertThat(database.query(ROWS)).isEqualTo(written);
        assertThat(Runs.convert(database, request)).hasSize(1);

        Runs.dropLegacy(database, request);
        assertThat(database.query(ROWS)).isEqualTo(written);
        assertThat(database.query(TRIGGERS)).containsExactly("off|D", "touch it|O");
        assertThat(database.query(KEYS)).containsExactly("t|t");
        assertThat(database.query(LEFT)).containsExactly("Cust omer");
        assertThat(Runs.dropLegacy(database, request)).hasSize(1);
    }

    private static void grant(TestDatabase database) throws Exception {
        String reader = database.role("reader").user();
        database.query(
                """
                GRANT SELECT, UPDATE ON "Sales"."E""vents" TO "%1$s";
                GRANT INSERT (note) ON "Sales"."E""vents" TO "%1$s";
                """
                        .formatted(reader));
    }

    private static final String TREE =
            "pg_partition_tree('\"Sales\".\"E\"\"vents\"') AS t JOIN pg_class AS c ON c.oid = t.relid";

    private static final String LEVELS =
            "SELECT pg_get_partkeydef(min(relid::oid)) FROM %s WHERE NOT isleaf GROUP BY level ORDER BY level"
                    .formatted(TREE);

    private static final String DIFFERENT_PRIVILEGES =
            "SELECT relname FROM %s WHERE relacl IS DISTINCT FROM (SELECT relacl FROM pg_class WHERE oid = '\"Sales\".\"E\"\"vents\"'::regclass)"
                    .formatted(TREE);

    /** While legacy is there each leaf has its own, and it is proved. */
    private static final String KEYS_OF_LEAVES =
            "SELECT DISTINCT k.convalidated, k.conparentid = 0 FROM %s LEFT JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'f' AND k.conname = 'to \"customer' WHERE isleaf"
                    .formatted(TREE);

    /** In the end all of them come from the table's. */
    private static final String KEYS =
            "SELECT DISTINCT k.convalidated, (k.conparentid = 0) = (level = 0) FROM %s LEFT JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'f' AND k.conname = 'to \"customer'"
                    .formatted(TREE);

    private static final String TRIGGERS =
            "SELECT DISTINCT tgname, tgenabled FROM %s JOIN pg_trigger ON tgrelid = c.oid WHERE NOT tgisinternal ORDER BY 1"
                    .formatted(TREE);

    private static final String LEFT =
            "SELECT relname FROM pg_class WHERE relnamespace = '\"Sales\"'::regnamespace AND relkind IN ('r', 'p') AND oid NOT IN (SELECT relid FROM %s)"
                    .formatted(TREE);
}
