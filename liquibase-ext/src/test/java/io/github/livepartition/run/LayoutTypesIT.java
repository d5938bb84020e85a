// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static io.github.livepartition.run.Request.hash;
import static io.github.livepartition.run.Request.list;
import static io.github.livepartition.run.Request.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value of each type finds its partition, however it is written. */
@PostgresTest
class LayoutTypesIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text|o'neil|o'neil|DEFAULT",
                "text|back\\slash|back\\slash|x",
                "char(3)|a|a|b",
                "integer|007|7|-7",
                "bigint|-5|-5|5",
                "numeric(9,2)|1.50|1.5|1.51",
                "double precision|0.1|0.1|1e300",
                "boolean|yes|t|f",
                "uuid|A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12",
                "date|2026-11-25|2026-11-25|2026-11-26",
                "timestamptz|2026-11-25 12:00+02|2026-11-25 10:00+00|2026-11-25 12:00+00",
                "interval|1 day|24:00:00|25:00:00",
                "bytea|\\x00ff|\\x00FF|\\x00",
                "inet|10.0.0.1|10.0.0.1/32|10.0.0.2",
                "integer[]|{1,2}|{1, 2}|{1}",
                "\"Sales\".mood|o'k|o'k|bad",
                "\"Sales\".short|ab|ab|abc"
            })
    void aListOf(String type, String written, String there, String other, TestDatabase database)
            throws Exception {
        String quoted = there.replace("'", "''");
        database.query(
                """
                CREATE TYPE "Sales".mood AS ENUM ('o''k', 'bad'); CREATE DOMAIN "Sales".short AS text CHECK (length(VALUE) < 4);
                CREATE TABLE "Sales".t (k %s NOT NULL, id integer, PRIMARY KEY (k, id));
                INSERT INTO "Sales".t VALUES ('%s', 1), ('%s', 2), ('%s', 3);
                """
                        .formatted(type, quoted, quoted, other.replace("'", "''")));
        Request request =
                Request.of("Sales", "t", "k", "")
                        .copy(
                                list("k", values("p", written), values("{table}_rest")),
                                hash("id", 2));
        Runs.convert(database, request);
        assertThat(
                        database.query(
                                "SELECT (SELECT count(*) FROM \"Sales\".p), (SELECT count(*) FROM \"Sales\".t_rest)"))
                .containsExactly("2|1");
    }

    @ParameterizedTest
    @CsvSource({"text", "uuid", "numeric", "bytea", "date"})
    void aHashOf(String type, TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales".t (k %1$s PRIMARY KEY);
                INSERT INTO "Sales".t SELECT %2$s FROM generate_series(1, 200) g;
                """
                        .formatted(
                                type,
                                switch (type) {
                                    case "uuid" -> "md5(g::text)::uuid";
                                    case "bytea" -> "decode(md5(g::text), 'hex')";
                                    case "date" -> "date '2026-01-01' + g";
                                    default -> "g";
                                }));
        Runs.convert(database, Request.of("Sales", "t", "k", "").copy(hash("k", 4)));
        assertThat(database.query("SELECT count(*), count(DISTINCT tableoid) FROM \"Sales\".t"))
                .containsExactly("200|4");
    }
}
