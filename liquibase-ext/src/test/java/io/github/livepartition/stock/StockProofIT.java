// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock PostgreSQL: what a bounds function proves, and that the server believes it. */
@PostgresTest
class StockProofIT {

    private static final String IMPLIED =
            "partition constraint for table \"Heap\" is implied by existing constraints";
    private static final String SCANNED = "verifying table \"Heap\"";
    private static final String NOT_NULL_PROVED =
            "existing constraints on column \"Heap.day\" are sufficient to prove that it does not contain nulls";

    private static final String CHECK = "CHECK (day IS NOT NULL AND \"Sales\".bounds(day))";
    private static final String NARROW = "SELECT v >= date '2026-01-01' AND v < date '2027-01-01'";

    /** A heap with a validated check that accepts everything, and a table to attach it to. */
    private static void create(TestDatabase database, String function, String body, String check) {
        database.query(
                """
                CREATE TABLE "Sales"."Heap" (id int, day date);
                INSERT INTO "Sales"."Heap" SELECT g, date '2026-01-01' + g FROM generate_series(1, 300) g;
                CREATE FUNCTION "Sales".bounds(v date) RETURNS boolean %s AS '%s';
                ALTER TABLE "Sales"."Heap" ADD CONSTRAINT bounds %s NOT VALID;
                ALTER TABLE "Sales"."Heap" VALIDATE CONSTRAINT bounds;
                CREATE TABLE "Sales"."Orders" (id int, day date) PARTITION BY RANGE (day);
                """
                        .formatted(function, body, check));
    }

    private static List<String> attach(TestDatabase database, String function, String body)
            throws SQLException {
        return Debug.messages(
                database,
                "BEGIN",
                "LOCK TABLE \"Sales\".\"Heap\" IN ACCESS EXCLUSIVE MODE",
                "CREATE OR REPLACE FUNCTION \"Sales\".bounds(v date) RETURNS boolean %s AS $$%s$$"
                        .formatted(function, body),
                """
                ALTER TABLE "Sales"."Orders" ATTACH PARTITION "Sales"."Heap"
                  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01'); COMMIT
                """);
    }

    @Test
    void aFunctionNarrowedInTheSameTransactionImpliesTheBounds(TestDatabase database)
            throws Exception {
        create(database, "LANGUAGE sql IMMUTABLE", "SELECT true", CHECK);
        assertThat(attach(database, "LANGUAGE sql IMMUTABLE", NARROW))
                .contains(IMPLIED)
                .doesNotContain(SCANNED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LANGUAGE sql IMMUTABLE SET search_path = pg_catalog",
                "LANGUAGE sql IMMUTABLE SECURITY DEFINER",
            })
    void aFunctionThatCannotBeInlinedImpliesNothing(String function, TestDatabase database)
            throws Exception {
        create(database, function, "SELECT true", CHECK);
        assertThat(attach(database, function, NARROW)).contains(SCANNED).doesNotContain(IMPLIED);
    }

    @Test
    void plpgsqlImpliesNothing(TestDatabase database) throws Exception {
        create(database, "LANGUAGE plpgsql IMMUTABLE", "BEGIN RETURN true; END", CHECK);
        assertThat(
                        attach(
                                database,
                                "LANGUAGE plpgsql IMMUTABLE",
                                "BEGIN RETURN v >= date '2026-01-01' AND v < date '2027-01-01'; END"))
                .contains(SCANNED)
                .doesNotContain(IMPLIED);
    }

    @Test
    void withoutNotNullNothingIsImplied(TestDatabase database) throws Exception {
        create(database, "LANGUAGE sql IMMUTABLE", "SELECT true", "CHECK (\"Sales\".bounds(day))");
        assertThat(attach(database, "LANGUAGE sql IMMUTABLE", NARROW))
                .contains(SCANNED)
                .doesNotContain(IMPLIED);
    }

    @Test
    void aCheckThatIsNotValidImpliesNothing(TestDatabase database) throws Exception {
        create(database, "LANGUAGE sql IMMUTABLE", "SELECT true", CHECK);
        database.query(
                """
                ALTER TABLE "Sales"."Heap" DROP CONSTRAINT bounds, ADD CONSTRAINT bounds %s NOT VALID
                """
                        .formatted(CHECK));
        assertThat(attach(database, "LANGUAGE sql IMMUTABLE", NARROW))
                .contains(SCANNED)
                .doesNotContain(IMPLIED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "date | MINVALUE | '2027-01-01' | v < '2027-01-01'",
                "timestamp | MINVALUE | '2027-01-01' | v < '2027-01-01'",
                "timestamptz | MINVALUE | '2027-01-01+00' | v < '2027-01-01+00'",
                "smallint | MINVALUE | 5000 | v < 5000::smallint",
                "integer | 1 | MAXVALUE | v >= 1",
                "bigint | 1 | 5000 | v >= 1::bigint AND v < 5000::bigint",
                "uuid | MINVALUE | '0197c000-0000-7000-8000-000000000000' | v < '0197c000-0000-7000-8000-000000000000'",
            })
    void everyKeyTypeIsProved(
            String type, String from, String to, String narrow, TestDatabase database)
            throws Exception {
        database.query(
                """
                CREATE TABLE "Sales"."Heap" (key %1$s);
                CREATE FUNCTION "Sales".bounds(v %1$s) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
                ALTER TABLE "Sales"."Heap" ADD CHECK (key IS NOT NULL AND "Sales".bounds(key));
                CREATE TABLE "Sales"."Orders" (key %1$s) PARTITION BY RANGE (key);
                CREATE OR REPLACE FUNCTION "Sales".bounds(v %1$s) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT %2$s$$;
                """
                        .formatted(type, narrow));
        assertThat(
                        Debug.messages(
                                database,
                                "ALTER TABLE \"Sales\".\"Orders\" ATTACH PARTITION \"Sales\".\"Heap\" FOR VALUES FROM (%s) TO (%s)"
                                        .formatted(from, to)))
                .contains(IMPLIED)
                .doesNotContain(SCANNED);
    }

    @Test
    void theCheckProvesSetNotNull(TestDatabase database) throws Exception {
        create(database, "LANGUAGE sql IMMUTABLE", "SELECT true", CHECK);
        assertThat(setNotNull(database)).contains(NOT_NULL_PROVED).doesNotContain(SCANNED);
    }

    @Test
    void aCheckOfTheBoundsAloneDoesNotProveSetNotNull(TestDatabase database) throws Exception {
        create(database, "LANGUAGE sql IMMUTABLE", "SELECT true", "CHECK (\"Sales\".bounds(day))");
        assertThat(setNotNull(database)).contains(SCANNED).doesNotContain(NOT_NULL_PROVED);
    }

    private static List<String> setNotNull(TestDatabase database) throws SQLException {
        return Debug.messages(
                database, "ALTER TABLE \"Sales\".\"Heap\" ALTER COLUMN day SET NOT NULL");
    }

    @Test
    void aClaimThatIsNotTrueIsBelieved(TestDatabase database) throws Exception {
        create(database, "LANGUAGE sql IMMUTABLE", "SELECT true", CHECK);
        database.query("INSERT INTO \"Sales\".\"Heap\" VALUES (1000, '2027-06-01')");
        assertThat(attach(database, "LANGUAGE sql IMMUTABLE", NARROW)).contains(IMPLIED);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".\"Heap\" WHERE id = 1000"))
                .isEqualTo("1");
    }

    /** Why the probe comes before the function is narrowed, and with constraint_exclusion off. */
    @ParameterizedTest
    @CsvSource({"on, 0", "off, 1"})
    void aProbeAfterNarrowingIsAnsweredFromTheClaim(
            String constraintExclusion, String found, TestDatabase database) {
        create(database, "LANGUAGE sql IMMUTABLE", "SELECT true", CHECK);
        database.query("INSERT INTO \"Sales\".\"Heap\" VALUES (1000, '2027-06-01')");
        assertThat(
                        database.one(
                                """
                                SET constraint_exclusion = %s;
                                CREATE OR REPLACE FUNCTION "Sales".bounds(v date) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$%s$$;
                                SELECT count(*) FROM "Sales"."Heap" WHERE day >= '2027-01-01'
                                """
                                        .formatted(constraintExclusion, NARROW)))
                .isEqualTo(found);
    }
}
