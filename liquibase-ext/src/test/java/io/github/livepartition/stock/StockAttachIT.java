// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock PostgreSQL: what ATTACH takes from the heap as it is, and what it makes anew. */
@PostgresTest
class StockAttachIT {

    private static final String ATTACH =
            "ALTER TABLE \"Sales\".\"Orders\" ATTACH PARTITION \"Sales\".\"Heap\" FOR VALUES FROM (MINVALUE) TO ('2027-01-01');";

    private static final String INDEXES =
            "SELECT indexrelid, pg_relation_filenode(indexrelid) FROM pg_index WHERE indrelid = '\"Sales\".\"Heap\"'::regclass ORDER BY 1";

    private static final String MATCHED =
            """
            SELECT count(*) FROM pg_inherits JOIN pg_index i ON i.indexrelid = inhrelid
            WHERE i.indrelid = '"Sales"."Heap"'::regclass
            """;

    @BeforeEach
    void create(TestDatabase database) {
        database.query(
                """
                CREATE TABLE "Sales"."Customer" (id int PRIMARY KEY);
                INSERT INTO "Sales"."Customer" VALUES (1);
                CREATE TABLE "Sales"."Heap" (id int NOT NULL, day date NOT NULL, customer int, note text, tags text[], span int4range);
                INSERT INTO "Sales"."Heap" SELECT g, date '2026-01-01' + g, 1, 'n' || g, ARRAY['t'], int4range(g, g + 1) FROM generate_series(1, 300) g;
                CREATE TABLE "Sales"."Orders" (LIKE "Sales"."Heap") PARTITION BY RANGE (day);
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(id DESC NULLS FIRST)",
                "(lower(note) COLLATE \"C\") WHERE id > 0",
                "(id) INCLUDE (note)",
                "(note text_pattern_ops) WITH (fillfactor = 70)",
                "USING hash (note)",
                "USING gin (tags)",
                "USING gist (span)",
                "USING brin (day) WITH (pages_per_range = 16)",
            })
    void anIndexOfTheSameDefinitionIsMatched(String definition, TestDatabase database) {
        database.query(
                "CREATE INDEX \"Its own\" ON \"Sales\".\"Heap\" %1$s; CREATE INDEX ON \"Sales\".\"Orders\" %1$s"
                        .formatted(definition));
        List<String> before = database.query(INDEXES);
        database.query(ATTACH);
        assertThat(database.query(INDEXES)).isEqualTo(before).hasSize(1);
        assertThat(database.one(MATCHED)).isEqualTo("1");
    }

    @Test
    void anIndexOfAnotherDefinitionIsBuilt(TestDatabase database) {
        database.query(
                "CREATE INDEX ON \"Sales\".\"Heap\" (note); CREATE INDEX ON \"Sales\".\"Orders\" (note text_pattern_ops)");
        database.query(ATTACH);
        assertThat(database.query(INDEXES)).hasSize(2);
    }

    @Test
    void aPrimaryKeyMadeOfAnIndexIsMatched(TestDatabase database) {
        database.query(
                """
                CREATE UNIQUE INDEX made ON "Sales"."Heap" (id, day);
                ALTER TABLE "Sales"."Heap" ADD CONSTRAINT made PRIMARY KEY USING INDEX made;
                ALTER TABLE "Sales"."Orders" ADD PRIMARY KEY (id, day);
                """);
        List<String> before = database.query(INDEXES);
        database.query(ATTACH);
        assertThat(database.query(INDEXES)).isEqualTo(before).hasSize(1);
        assertThat(database.one(MATCHED)).isEqualTo("1");
    }

    @Test
    void aUniqueConstraintIsNoPrimaryKeySince17(TestDatabase database) {
        database.query(
                """
                ALTER TABLE "Sales"."Heap" ADD UNIQUE (id, day);
                ALTER TABLE "Sales"."Orders" ADD PRIMARY KEY (id, day);
                """);
        database.query(ATTACH);
        assertThat(database.query(INDEXES)).hasSize(database.majorVersion() >= 17 ? 2 : 1);
    }

    @Test
    void aForeignKeyOfTheHeapIsMatched(TestDatabase database) throws Exception {
        database.query(
                """
                ALTER TABLE "Sales"."Heap" ADD CONSTRAINT of FOREIGN KEY (customer) REFERENCES "Sales"."Customer";
                ALTER TABLE "Sales"."Orders" ADD CONSTRAINT of FOREIGN KEY (customer) REFERENCES "Sales"."Customer";
                """);
        assertThat(Debug.messages(database, ATTACH))
                .noneMatch(line -> line.startsWith("validating foreign key constraint"));
        assertThat(database.query(FOREIGN_KEYS)).containsExactly("of|t");
    }

    @Test
    void aForeignKeyThatTheHeapLacksIsChecked(TestDatabase database) throws Exception {
        database.query(
                """
                ALTER TABLE "Sales"."Orders" ADD CONSTRAINT of FOREIGN KEY (customer) REFERENCES "Sales"."Customer"
                """);
        assertThat(Debug.messages(database, ATTACH))
                .contains("validating foreign key constraint \"of\"");
        assertThat(database.query(FOREIGN_KEYS)).containsExactly("of|t");
    }

    private static final String FOREIGN_KEYS =
            """
            SELECT conname, conparentid <> 0 FROM pg_constraint WHERE conrelid = '"Sales"."Heap"'::regclass AND contype = 'f'
            """;

    @Test
    void aCheckOfTheTableMustBeOnTheHeapByName(TestDatabase database) {
        database.query(
                """
                ALTER TABLE "Sales"."Orders" ADD CONSTRAINT positive CHECK (id > 0);
                ALTER TABLE "Sales"."Heap" ADD CONSTRAINT another CHECK (id > 0);
                """);
        assertThatThrownBy(() -> database.query(ATTACH))
                .hasMessageContaining("child table is missing constraint \"positive\"");
        database.query("ALTER TABLE \"Sales\".\"Heap\" RENAME CONSTRAINT another TO positive");
        database.query(ATTACH);
    }

    @Test
    void anIdentityColumnOfTheHeapIsRefusedSince17(TestDatabase database) {
        database.query(
                "ALTER TABLE \"Sales\".\"Heap\" ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY");
        if (database.majorVersion() < 17) {
            database.query(ATTACH);
        } else {
            assertThatThrownBy(() -> database.query(ATTACH))
                    .hasMessageContaining(
                            "table \"Heap\" being attached contains an identity column \"id\"");
        }
    }

    @Test
    void anOpenRangeTakesBackdatedRows(TestDatabase database) {
        database.query(ATTACH);
        assertThat(
                        database.one(
                                """
                                INSERT INTO "Sales"."Orders" VALUES (1000, '0001-01-01 BC') RETURNING tableoid::regclass
                                """))
                .isEqualTo("\"Sales\".\"Heap\"");
    }

    @Test
    void aRangeFromTheLeastKeyRefusesThem(TestDatabase database) {
        database.query(ATTACH.replace("MINVALUE", "'2026-01-02'"));
        assertThatThrownBy(
                        () ->
                                database.query(
                                        "INSERT INTO \"Sales\".\"Orders\" VALUES (1000, '2026-01-01')"))
                .hasMessageContaining("no partition of relation \"Orders\" found for row");
    }
}
