// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moves by every type of key, and of every kind of column. */
@PostgresTest
class MoveKeysIT {

    private static final String TABLE = "\"Sales\".\"T \"\"1\"";

    private static void create(TestDatabase database, String type, String value) {
        database.query(
                """
                CREATE TABLE %1$s (k %2$s NOT NULL, id bigint, PRIMARY KEY (id, k));
                CREATE INDEX ON %1$s (k);
                INSERT INTO %1$s SELECT %3$s, g FROM generate_series(1, 400) AS g;
                """
                        .formatted(TABLE, type, value));
    }

    /** 400 rows; the lower half moves, then the upper quarter, and all come back. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "date; month; ; 2027-01-01; 2026-02-05; 2026-05-16; date '2025-07-20' + g::int",
                "timestamp(3); year; ; 2027-01-01; 2026-02-05 00:00; 2026-05-16 00:00; timestamp '2025-07-20' + g * interval '1 day'",
                "timestamptz; month; ; 2027-01-01; 2026-02-05 00:00+00; 2026-05-16 00:00+00; timestamptz '2025-07-20 00:00+00' + g * interval '1 day'",
                "integer; 100; ; 1000; 1; 101; g - 199",
                "bigint; month; millis; 2027-01-01; 2026-02-05; 2026-05-16; (extract(epoch FROM timestamptz '2025-07-20 00:00+00' + g * interval '1 day') * 1000)::bigint",
                "uuid; month; ; 2027-01-01; 2026-02-05; 2026-05-16; (lpad(to_hex((extract(epoch FROM timestamptz '2025-07-20 00:00+00' + g * interval '1 day') * 1000)::bigint), 12, '0') || '7fffbfffffffffffffff')::uuid"
            })
    void byEveryTypeOfKey(
            String type,
            String interval,
            String unit,
            String boundary,
            String half,
            String quarter,
            String value,
            TestDatabase database)
            throws Exception {
        create(database, type, value);
        Request request = Request.of("Sales", "T \"1", "k", interval).boundary(boundary).premake(1);
        request = unit == null ? request : request.unit(KeyUnit.parse(unit));
        Runs.convert(database, request);
        var before = Definition.of(database);
        Moving lower = Moving.of(request, "MINVALUE", half).name("lower");
        Moving upper = Moving.of(request, quarter, boundary).name("upper");
        lower.there(database);
        upper.there(database);
        assertThat(counts(database)).containsExactly("T \"1_legacy|100", "lower|199", "upper|101");
        upper.back(database);
        lower.back(database);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(counts(database)).containsExactly("T \"1_legacy|400");

        Moving byInterval = Moving.of(request, "MINVALUE", quarter).interval(interval);
        byInterval.there(database);
        assertThat(counts(database)).hasSizeGreaterThan(2).contains("T \"1_legacy|101");
        byInterval.back(database);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }

    private static List<String> counts(TestDatabase database) {
        return database.query(
                "SELECT c.relname, count(*) FROM %s AS t JOIN pg_class AS c ON c.oid = t.tableoid GROUP BY 1 ORDER BY 1"
                        .formatted(TABLE));
    }

    /** Columns in another order, a dropped one, generated and identity ones, and rows of 200 kB. */
    @Test
    void rowsOfEveryKind(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE %1$s (gone int, body text, k integer NOT NULL, always bigint GENERATED ALWAYS AS IDENTITY,
                  twice int GENERATED ALWAYS AS (k * 2) STORED, ref int, PRIMARY KEY (always, k));
                CREATE TABLE "Sales".other (id int PRIMARY KEY);
                INSERT INTO "Sales".other SELECT generate_series(0, 9);
                ALTER TABLE %1$s ALTER body SET STORAGE EXTERNAL, DROP COLUMN gone, ADD CONSTRAINT refs FOREIGN KEY (ref) REFERENCES "Sales".other ON DELETE CASCADE;
                INSERT INTO %1$s (k, body, ref) SELECT g, repeat(md5(g::text), 6400), g %% 10 FROM generate_series(1, 120) AS g;
                """
                        .formatted(TABLE));
        Request request = Request.of("Sales", "T \"1", "k", "100").boundary("200").premake(1);
        Runs.convert(database, request);
        String rows =
                "SELECT md5(string_agg(t::text, ' ' ORDER BY k)) FROM %s AS t".formatted(TABLE);
        String before = database.one(rows);
        Moving moving = Moving.of(request, "MINVALUE", "81").name("lower");
        List<String> said = moving.there(database);
        assertThat(said.stream().filter(line -> line.contains("rows moved, all keys below")))
                .hasSizeGreaterThan(3);
        assertThat(database.one(rows)).isEqualTo(before);
        assertThat(
                        database.query(
                                "INSERT INTO %s (k, ref) VALUES (5, 3) RETURNING always, twice"
                                        .formatted(TABLE)))
                .containsExactly("121|10");
        assertThatThrownBy(
                        () ->
                                database.query(
                                        "INSERT INTO %s (k, ref) VALUES (5, 77)".formatted(TABLE)))
                .hasMessageContaining("violates foreign key constraint");
        database.query("DELETE FROM \"Sales\".other WHERE id = 3");
        assertThat(database.one("SELECT count(*) FROM %s WHERE ref = 3".formatted(TABLE)))
                .isEqualTo("0");
        String after = database.one(rows);
        moving.back(database);
        assertThat(database.one(rows)).isEqualTo(after);
    }

    /** They can only move together. */
    @Test
    void manyRowsOfOneKeyMustBeAccepted(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE %1$s (k integer NOT NULL, id bigint, PRIMARY KEY (id, k));
                CREATE INDEX ON %1$s (k);
                INSERT INTO %1$s SELECT CASE WHEN g < 20000 THEN 7 ELSE g END, g FROM generate_series(1, 20100) AS g;
                """
                        .formatted(TABLE));
        Request request = Request.of("Sales", "T \"1", "k", "100000").premake(1);
        Runs.convert(database, request);
        Moving moving = Moving.of(request, "MINVALUE", "1000").name("lower");
        assertThatThrownBy(() -> moving.mode(2, false, false).there(database))
                .hasMessageContaining(
                        "ERROR: 19999 rows of \"Sales\".\"T \"\"1_legacy\" have one \"k\"")
                .hasMessageContaining(
                        "It is 7. They can only move together, and would hold the lock for about ")
                .hasMessageContaining("Set oversizedSlices=\"accept\", or maxLockTime to more.");
        assertThat(counts(database)).containsExactly("T \"1_legacy|20100");
        moving.mode(2, false, true).there(database);
        assertThat(counts(database)).containsExactly("T \"1_legacy|101", "lower|19999");
    }
}
