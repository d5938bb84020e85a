// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stock PostgreSQL: when it reads a default partition, and what keeps it from that. */
@PostgresTest
class StockDefaultIT {

    private static final String IMPLIED =
            "partition constraint for table \"rest\" is implied by existing constraints";
    private static final String SCANNED = "verifying table \"rest\"";
    private static final String BESIDE =
            "updated partition constraint for default partition \"rest\" is implied by existing constraints";

    @BeforeEach
    void create(TestDatabase database) {
        database.query(
                """
                CREATE TABLE "Sales"."Orders" (id int, day date) PARTITION BY RANGE (day);
                CREATE TABLE "Sales".first PARTITION OF "Sales"."Orders" FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
                CREATE TABLE "Sales".january PARTITION OF "Sales"."Orders" FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
                CREATE TABLE "Sales".june PARTITION OF "Sales"."Orders" FOR VALUES FROM ('2026-06-01') TO ('2026-07-01');
                CREATE TABLE "Sales".rest PARTITION OF "Sales"."Orders" DEFAULT;
                INSERT INTO "Sales"."Orders" SELECT g, date '2025-12-01' + g FROM generate_series(1, 300) g;
                INSERT INTO "Sales"."Orders" VALUES (0, NULL);
                CREATE FUNCTION "Sales".bounds(v date) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
                ALTER TABLE "Sales".rest ADD CONSTRAINT bounds CHECK ("Sales".bounds(day));
                """);
    }

    private static String claim(String body) {
        return "CREATE OR REPLACE FUNCTION \"Sales\".bounds(v date) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT %s$$"
                .formatted(body);
    }

    private static List<String> attach(TestDatabase database, String body) throws Exception {
        return Debug.messages(
                database,
                "BEGIN",
                "ALTER TABLE \"Sales\".\"Orders\" DETACH PARTITION \"Sales\".rest",
                claim(body),
                "ALTER TABLE \"Sales\".\"Orders\" ATTACH PARTITION \"Sales\".rest DEFAULT; COMMIT");
    }

    /** PostgreSQL's own condition is that the key is NULL, or in none of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v IS NULL OR (v >= '2026-02-01') AND (v < '2026-06-01' OR v >= '2026-07-01') | true",
                "v IS NULL OR v >= '2026-02-01' AND (v < '2026-06-01' OR v >= '2026-07-01') AND v < '2030-01-01' | true",
                "(v IS NULL OR v >= '2026-02-01') AND (v IS NULL OR v < '2026-06-01' OR v >= '2026-07-01') | false",
                "v IS NULL OR v >= '2026-02-01' | false",
                "NOT (v < '2026-02-01') AND NOT (v >= '2026-06-01' AND v < '2026-07-01') | true",
                "true | false",
            })
    void isAttachedWithoutAScanWhereOneConditionExcludesAllOthers(
            String body, boolean implied, TestDatabase database) throws Exception {
        assertThat(attach(database, body))
                .contains(implied ? IMPLIED : SCANNED)
                .doesNotContain(implied ? SCANNED : IMPLIED);
    }

    /** One condition for each is what another beside it needs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOT (v >= '2027-03-01' AND v < '2027-04-01') | true",
                "v IS NULL OR v < '2027-03-01' OR v >= '2027-04-01' | true",
                "v IS NULL OR v < '2027-01-01' OR v >= '2028-01-01' | true",
                "(v IS NULL OR v >= '2026-02-01') AND (v IS NULL OR v < '2027-03-01' OR v >= '2027-04-01') | true",
                "v IS NULL OR v >= '2026-02-01' AND (v < '2027-03-01' OR v >= '2027-04-01') | false",
                "true | false",
            })
    void isNotReadForAnotherBesideItWhereAConditionExcludesIt(
            String body, boolean implied, TestDatabase database) throws Exception {
        List<String> said =
                Debug.messages(
                        database,
                        claim(body),
                        "CREATE TABLE \"Sales\".march PARTITION OF \"Sales\".\"Orders\" FOR VALUES FROM ('2027-03-01') TO ('2027-04-01')");
        assertThat(said.contains(BESIDE)).isEqualTo(implied);
    }

    @Test
    void whatIsClaimedForAnInstantCommitsOpen(TestDatabase database) throws Exception {
        List<String> said =
                Debug.messages(
                        database,
                        "BEGIN",
                        "ALTER TABLE \"Sales\".\"Orders\" DETACH PARTITION \"Sales\".rest",
                        claim(
                                "v IS NULL OR v >= '2026-02-01' AND (v < '2026-06-01' OR v >= '2026-07-01')"),
                        "ALTER TABLE \"Sales\".\"Orders\" ATTACH PARTITION \"Sales\".rest DEFAULT; "
                                + claim("true")
                                + "; COMMIT");
        assertThat(said).contains(IMPLIED);
        database.query(
                "DROP TABLE \"Sales\".june; INSERT INTO \"Sales\".\"Orders\" VALUES (1, '2026-06-03')");
        assertThat(database.one("SELECT count(*) FROM \"Sales\".rest WHERE day = '2026-06-03'"))
                .isEqualTo("1");
    }
}
