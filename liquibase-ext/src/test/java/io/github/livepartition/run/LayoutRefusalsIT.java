// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static io.github.livepartition.run.Request.hash;
import static io.github.livepartition.run.Request.list;
import static io.github.livepartition.run.Request.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.plan.PartitionBy;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said against the partitions of a copy, in these words; nothing is touched. */
@PostgresTest
class LayoutRefusalsIT {

    private static final Request REQUEST = Request.of("Sales", "t", "at", "month");

    private static final String TABLE =
            """
            CREATE TYPE "Sales"."Mo""od" AS ENUM ('good', 'bad');
            CREATE TABLE "Sales".t (
              id bigint, tenant varchar(4) NOT NULL, at date NOT NULL, price numeric(5, 2) NOT NULL, "Mo""od" "Sales"."Mo""od" NOT NULL, ok boolean NOT NULL,
              extra json NOT NULL, spot point NOT NULL, maybe text, twice bigint GENERATED ALWAYS AS (id * 2) STORED);
            """;

    private static final String KEYED =
            TABLE
                    + "ALTER TABLE \"Sales\".t ADD PRIMARY KEY (id, tenant, at, price, \"Mo\"\"od\", ok);";

    private static String refused(TestDatabase database, PartitionBy by, PartitionBy... sub)
            throws Exception {
        return Refused.conversion(database, REQUEST.copy(by, sub).conversion());
    }

    @Test
    void keysWithoutTheColumns(TestDatabase database) throws Exception {
        database.query(
                TABLE
                        + "ALTER TABLE \"Sales\".t ADD PRIMARY KEY (id), ADD CONSTRAINT u UNIQUE (id, at); CREATE INDEX ON \"Sales\".t (at)");
        assertThat(refused(database, REQUEST.range(), hash("tenant", 2)))
                .isEqualTo(
                        """
                        table "Sales"."t" cannot be partitioned by "at" and "tenant"
                          Detail: Primary key "t_pkey" ("id") does not contain "at" and "tenant".
                          Hint: Set primaryKeyColumns="id, at, tenant" to build a new key concurrently before the cut-over.
                        table "Sales"."t" cannot be partitioned by "tenant"
                          Detail: Unique constraint "u" does not contain "tenant".
                          Hint: Say what becomes of it: uniqueKey: {name: u, action: extend} appends "tenant", action: drop gives it up.
                        """
                                .replace("\"t_pkey\" (\"id\")", "\"t_pkey\" (id)"));
        assertThat(
                        Refused.conversion(
                                database,
                                REQUEST.primaryKey("id", "at")
                                        .copy(REQUEST.range(), hash("tenant", 2))
                                        .conversion()))
                .startsWith(
                        """
                        primaryKeyColumns of table "Sales"."t" cannot be (id, at)
                          Detail: It does not contain "tenant".
                          Hint: Name the columns of the primary key and the partition column.
                        """)
                .contains(
                        """
                        table "Sales"."t" cannot be partitioned by "tenant"
                          Detail: Unique constraint "u" does not contain "tenant".
                          Hint: Say what becomes of it: uniqueKey: {name: u, action: extend} appends "tenant", action: drop gives it up.
                        """);
    }

    @Test
    void aNewKeyThatMayBeNull(TestDatabase database) throws Exception {
        database.query(TABLE + "ALTER TABLE \"Sales\".t ADD PRIMARY KEY (id)");
        assertThat(
                        Refused.conversion(
                                database,
                                REQUEST.primaryKey("id", "maybe")
                                        .copy(list("maybe", values("a", "x", null)))
                                        .conversion()))
                .isEqualTo(
                        """
                        primaryKeyColumns of table "Sales"."t" cannot be (id, maybe)
                          Detail: Column maybe may be NULL.
                          Hint: Name the columns of the primary key and the partition column.
                        """
                                .replace("Column maybe", "Column \"maybe\""));
    }

    @Test
    void columnsThatCannotBeSplit(TestDatabase database) throws Exception {
        database.query(KEYED);
        assertThat(refused(database, list("extra", values("a", "{}")), hash("spot", 2)))
                .startsWith(
                        """
                        table "Sales"."t" cannot be partitioned by a list of "extra"
                          Detail: Its type is json, which has no order.
                          Hint: Choose another partitionColumn.
                        table "Sales"."t" cannot be partitioned by hash of "spot"
                          Detail: Its type is point, which has no hash.
                          Hint: Choose another partitionColumn.
                        """);
        assertThat(refused(database, hash("gone", 2), hash("twice", 2)))
                .startsWith(
                        """
                        table "Sales"."t" has no column "gone"
                          Hint: Check partitionColumn; names are taken as they are written, case included.
                        table "Sales"."t" cannot be partitioned by "twice"
                          Detail: It is a generated column, which PostgreSQL does not take as a partition key.
                          Hint: Choose another partitionColumn.
                        """);
        assertThat(refused(database, list("maybe", values("a", "x"))))
                .startsWith(
                        """
                        column "maybe" of table "Sales"."t" may be NULL
                          Detail: No partition takes NULL.
                          Hint: Name NULL among the values of a partition, or make the column NOT NULL first.
                        """);
        for (PartitionBy by :
                new PartitionBy[] {
                    hash("maybe", 2),
                    list("maybe", values("a", "x", null)),
                    list("maybe", values("a", "x"), values("b"))
                }) {
            assertThat(refused(database, by)).doesNotContain("NULL");
        }
        assertThat(refused(database, hash("id", 2), hash("id", 2)))
                .isEqualTo(
                        """
                        table "Sales"."t" cannot be partitioned twice by "id"
                          Detail: It is the partitionColumn of subPartition too.
                          Hint: Choose another partitionColumn for subPartition, or leave subPartition out.
                        """);
        assertThat(refused(database, hash("id", 100), hash("tenant", 51)))
                .isEqualTo(
                        """
                        table "Sales"."t" would get more than 5000 partitions
                          Detail: It gets 100, and each of them 51.
                          Hint: Choose a longer interval, or a smaller modulus.
                        """);
    }

    static Stream<Arguments> badValues() {
        return Stream.of(
                Arguments.of("at", "date", "soon"),
                Arguments.of("tenant", "character varying(4)", "five5"),
                Arguments.of("price", "numeric(5,2)", "1.005"),
                Arguments.of("price", "numeric(5,2)", "1000"),
                Arguments.of("Mo\"od", "\"Sales\".\"Mo\"\"od\"", "o'k"),
                Arguments.of("ok", "boolean", "maybe"),
                Arguments.of("id", "bigint", "1.5"));
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void valuesThatAreNone(String column, String type, String value, TestDatabase database)
            throws Exception {
        database.query(KEYED);
        assertThat(refused(database, list(column, values("p", value), values("rest"))))
                .isEqualTo(
                        """
                        column "%s" of table "Sales"."t" cannot have the value '%s'
                          Detail: Its type is %s; the value is one of partition "p".
                          Hint: Write the values of the column itself, with commas between them.
                        """
                                .formatted(
                                        column.replace("\"", "\"\""),
                                        value.replace("'", "''"),
                                        type));
    }

    @Test
    void valuesThatStandThereTwice(TestDatabase database) throws Exception {
        database.query(KEYED);
        assertThat(
                        refused(
                                database,
                                list(
                                        "price",
                                        values("a", "1", null),
                                        values("b", "1.00", null),
                                        values("c"),
                                        values("d"))))
                .isEqualTo(
                        """
                        value 1.00 stands in two partitions
                          Detail: They are "a" and "b".
                          Hint: Leave it to one of them.
                        value NULL stands in two partitions
                          Detail: They are "a" and "b".
                          Hint: Leave it to one of them.
                        value DEFAULT stands in two partitions
                          Detail: They are "c" and "d".
                          Hint: Leave it to one of them.
                        """);
        database.query(
                """
                CREATE COLLATION "Sales"."no case" (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                ALTER TABLE "Sales".t ALTER tenant TYPE varchar(4) COLLATE "Sales"."no case";
                """);
        assertThat(refused(database, list("tenant", values("a", "De"), values("b", "dE"))))
                .isEqualTo(
                        """
                        value dE stands in two partitions
                          Detail: They are "a" and "b".
                          Hint: Leave it to one of them.
                        """);
    }

    @Test
    void rowsThatNoPartitionTakes(TestDatabase database) throws Exception {
        database.query(
                KEYED
                        + """
                        INSERT INTO "Sales".t SELECT g, 't''' || g, '2026-11-01', g, 'good', true, '{}', '(1,1)' FROM generate_series(1, 20) g;
                        """);
        PartitionBy five =
                list("tenant", values("a", "t'1", "t'2", "t'3"), values("b", "t'4", "t'5", null));
        String expected =
                """
                table "Sales"."t" has rows that no partition takes
                  Detail: Column "tenant" is 't''10', 't''11', 't''12', 't''13', 't''14', 't''15', 't''16', 't''17', 't''18', 't''19', and more.
                  Hint: Name the values in a partition, or add one with values: DEFAULT.
                """;
        assertThat(refused(database, five)).isEqualTo(expected);
        database.query("CREATE INDEX ON \"Sales\".t (tenant)");
        assertThat(refused(database, five)).isEqualTo(expected);
        database.query("DELETE FROM \"Sales\".t WHERE id > 6");
        assertThat(refused(database, five))
                .isEqualTo(
                        """
                        table "Sales"."t" has rows that no partition takes
                          Detail: Column "tenant" is 't''6'.
                          Hint: Name the values in a partition, or add one with values: DEFAULT.
                        """);
        assertThat(refused(database, list("Mo\"od", values("a", "bad"))))
                .contains("Column \"Mo\"\"od\" is 'good'.");
        database.query("DELETE FROM \"Sales\".t WHERE id = 6");
        Runs.convert(database, REQUEST.copy(five));
    }

    @Test
    void aTriggerThatSetsOneOfTheColumns(TestDatabase database) throws Exception {
        database.query(
                KEYED
                        + """
                        CREATE FUNCTION "Sales".sets() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.tenant := 'a'; RETURN NEW; END$$;
                        CREATE TRIGGER sets BEFORE INSERT ON "Sales".t FOR EACH ROW EXECUTE FUNCTION "Sales".sets();
                        """);
        assertThat(refused(database, hash("id", 2), hash("tenant", 2)))
                .isEqualTo(
                        """
                        trigger "sets" of table "Sales"."t" sets "tenant"
                          Detail: A row is given to its partition before the trigger runs, and may not leave it then.
                          Hint: Give the column a DEFAULT, or set it in the application, and drop the trigger first.
                        """);
    }

    @Test
    void namesThatAreTakenOrGivenTwice(TestDatabase database) throws Exception {
        database.query(KEYED + "CREATE TABLE \"Sales\".t_h1_h0 ()");
        assertThat(refused(database, hash("id", 2), hash("tenant", 2)))
                .isEqualTo(
                        """
                        name "Sales"."t_h1_h0" is taken
                          Detail: It is needed for a partition.
                          Hint: Rename what has it.
                        """);
        assertThat(refused(database, list("tenant", values("x", "a"), values("x", "b"))))
                .isEqualTo(
                        """
                        "Sales"."x" would be the name of two
                          Detail: The conversion needs it for a partition and for a partition.
                          Hint: Rename one of them.
                        """);
        assertThat(
                        refused(
                                database,
                                hash("id", 2),
                                list("tenant", values("{table}" + "ä".repeat(30), "a"))))
                .isEqualTo(
                        """
                        name "t_h0%s" has 64 bytes, PostgreSQL allows 63
                          Hint: Set another name for the partition.
                        """
                                .formatted("ä".repeat(30)));
    }
}
