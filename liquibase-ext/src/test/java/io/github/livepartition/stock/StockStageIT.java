// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stock PostgreSQL: what staged moves build on. */
@PostgresTest
class StockStageIT {

    @BeforeEach
    void create(TestDatabase database) {
        database.query(
                """
                CREATE TABLE "Sales"."Orders" (id int NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
                CREATE TABLE "Sales".old PARTITION OF "Sales"."Orders" FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
                CREATE TABLE "Sales".new PARTITION OF "Sales"."Orders" FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
                CREATE TABLE "Sales".said (n serial, what text);
                CREATE FUNCTION "Sales".say() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO "Sales".said (what) VALUES (TG_OP || '-' || TG_TABLE_NAME || TG_NARGS); RETURN NULL; END$$;
                CREATE TRIGGER say AFTER INSERT OR UPDATE OR DELETE ON "Sales".old FOR EACH ROW EXECUTE FUNCTION "Sales".say('x');
                CREATE TRIGGER say_truncate AFTER TRUNCATE ON "Sales".old FOR EACH STATEMENT EXECUTE FUNCTION "Sales".say();
                """);
    }

    private static String said(TestDatabase database, String sql) {
        database.query(sql);
        return database.one("SELECT string_agg(what, ' ' ORDER BY n) FROM \"Sales\".said");
    }

    @Test
    void rowTriggersOfAPartitionFireForStatementsOnTheTable(TestDatabase database) {
        assertThat(
                        said(
                                database,
                                """
                                INSERT INTO "Sales"."Orders" VALUES (1, '2025-01-01'), (2, '2026-02-02');
                                UPDATE "Sales"."Orders" SET id = id + 10;
                                DELETE FROM "Sales"."Orders" WHERE id = 11
                                """))
                .isEqualTo("INSERT-old1 UPDATE-old1 DELETE-old1");
    }

    @Test
    void aRowThatMovesToAnotherPartitionIsDeletedHereAndInsertedThere(TestDatabase database) {
        assertThat(
                        said(
                                database,
                                """
                                INSERT INTO "Sales"."Orders" VALUES (1, '2025-01-01');
                                UPDATE "Sales"."Orders" SET day = '2026-02-02';
                                UPDATE "Sales"."Orders" SET day = '2025-02-02'
                                """))
                .isEqualTo("INSERT-old1 DELETE-old1 INSERT-old1");
    }

    @Test
    void truncateOfTheTableFiresTheTriggerOfThePartitionOnceAllAreEmpty(TestDatabase database) {
        database.query(
                """
                CREATE OR REPLACE FUNCTION "Sales".say() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  IF TG_OP = 'TRUNCATE' THEN
                    INSERT INTO "Sales".said (what) VALUES (pg_relation_size('"Sales".old') || '+' || pg_relation_size('"Sales".new'));
                  END IF;
                  RETURN NULL;
                END$$;
                INSERT INTO "Sales"."Orders" VALUES (1, '2025-01-01'), (2, '2026-02-02');
                """);
        assertThat(said(database, "TRUNCATE \"Sales\"." + "\"Orders\"")).isEqualTo("0+0");
    }

    @Test
    void aPartitionedTableIsAttachedByTheChecksOfItsPartitions(TestDatabase database)
            throws Exception {
        database.query(
                """
                ALTER TABLE "Sales"."Orders" DETACH PARTITION "Sales".old;
                CREATE TABLE "Sales".two (LIKE "Sales"."Orders" INCLUDING ALL) PARTITION BY RANGE (day);
                CREATE TABLE "Sales".a PARTITION OF "Sales".two FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
                CREATE TABLE "Sales".b PARTITION OF "Sales".two FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                ALTER TABLE "Sales".a ADD CHECK (day IS NOT NULL AND day < '2025-01-01');
                ALTER TABLE "Sales".b ADD CHECK (day IS NOT NULL AND day >= '2025-01-01' AND day < '2026-01-01');
                INSERT INTO "Sales".two VALUES (1, '2024-01-01'), (2, '2025-02-02');
                """);
        assertThat(
                        Debug.messages(
                                database,
                                "ALTER TABLE \"Sales\".\"Orders\" ATTACH PARTITION \"Sales\".two FOR VALUES FROM (MINVALUE) TO ('2026-01-01')"))
                .contains(
                        "partition constraint for table \"a\" is implied by existing constraints",
                        "partition constraint for table \"b\" is implied by existing constraints");
        database.query("ALTER TABLE \"Sales\".\"Orders\" DETACH PARTITION \"Sales\".two");
        database.query("ALTER TABLE \"Sales\".b DROP CONSTRAINT b_day_check");
        assertThat(
                        Debug.messages(
                                database,
                                "ALTER TABLE \"Sales\".\"Orders\" ATTACH PARTITION \"Sales\".two FOR VALUES FROM (MINVALUE) TO ('2026-01-01')"))
                .contains("verifying table \"b\"");
    }

    /** Since 17; which is why groups are emptied before they are detached. */
    @Test
    void whatWasAttachedWithPartitionsCannotBeDetachedFromATableWithIdentity(
            TestDatabase database) {
        int major = Integer.parseInt(database.one("SHOW server_version_num")) / 10_000;
        database.query(
                """
                CREATE TABLE "Sales".i (id int GENERATED ALWAYS AS IDENTITY, day date NOT NULL) PARTITION BY RANGE (day);
                CREATE TABLE "Sales".two (id int NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
                CREATE TABLE "Sales".a PARTITION OF "Sales".two FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
                ALTER TABLE "Sales".i ATTACH PARTITION "Sales".two FOR VALUES FROM (MINVALUE) TO ('2026-01-01')
                """);
        String detach = "ALTER TABLE \"Sales\".i DETACH PARTITION \"Sales\".two";
        if (major >= 17) {
            assertThatThrownBy(() -> database.query(detach))
                    .hasMessageContaining("is not an identity column");
            database.query("ALTER TABLE \"Sales\".two DETACH PARTITION \"Sales\".a");
        }
        database.query(detach);
        // in this order it can
        database.query(
                """
                DROP TABLE "Sales".two;
                CREATE TABLE "Sales".two PARTITION OF "Sales".i FOR VALUES FROM (MINVALUE) TO ('2026-01-01') PARTITION BY RANGE (day);
                """);
        if (major >= 17) {
            database.query(
                    "ALTER TABLE \"Sales\".two ATTACH PARTITION \"Sales\".a FOR VALUES FROM (MINVALUE) TO ('2025-01-01')");
        }
        database.query(detach);
        assertThat(
                        database.query(
                                "SELECT attidentity FROM pg_attribute WHERE attrelid = '\"Sales\".two'::regclass AND attname = 'id'"))
                .isEqualTo(List.of(""));
    }
}
