// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rollback of a table that has lived on after its conversion. */
@PostgresTest
class WayBackIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    private static final List<String> CHANGES =
            List.of(
                    "ALTER TABLE $t ADD COLUMN extra int NOT NULL DEFAULT 5",
                    "ALTER TABLE $t ALTER status SET DEFAULT 'old', ALTER note SET STORAGE MAIN, ALTER amount SET NOT NULL",
                    "ALTER TABLE $t RENAME COLUMN twice TO \"th rice\"",
                    "CREATE INDEX \"new \"\"index\" ON $t (extra) WITH (fillfactor = 60)",
                    "ALTER TABLE $t ADD CONSTRAINT \"new check\" CHECK (extra > 0)",
                    "CREATE TABLE \"Sales\".ref (n int PRIMARY KEY)",
                    "INSERT INTO \"Sales\".ref VALUES (5)",
                    "ALTER TABLE $t ADD CONSTRAINT \"new fk\" FOREIGN KEY (extra) REFERENCES \"Sales\".ref DEFERRABLE INITIALLY DEFERRED",
                    "ALTER TABLE $t ADD CONSTRAINT \"new unique\" UNIQUE (extra, \"Created At\", \"Id\")",
                    "CREATE TRIGGER \"new t\" AFTER INSERT ON $t FOR EACH ROW EXECUTE FUNCTION \"Sales\".seen()",
                    "DROP TRIGGER off ON $t",
                    "ALTER TABLE $t DISABLE TRIGGER \"Touch \"\"it\"",
                    "DROP INDEX \"Sales\".\"by hash\"",
                    "ALTER INDEX \"Sales\".\"by status\" RENAME TO \"status by\"",
                    "ALTER TABLE $t RENAME CONSTRAINT \"Status \"\"ok\" TO \"ok status\"",
                    "COMMENT ON TABLE $t IS 'another'",
                    "COMMENT ON COLUMN $t.amount IS 'in dollars'",
                    "COMMENT ON COLUMN $t.extra IS 'new'",
                    "COMMENT ON INDEX \"Sales\".\"by brin\" IS 'a new comment'",
                    "COMMENT ON INDEX \"Sales\".\"status by\" IS NULL",
                    "COMMENT ON CONSTRAINT \"ok status\" ON $t IS 'changed'",
                    "COMMENT ON CONSTRAINT \"new unique\" ON $t IS 'unique'",
                    "GRANT INSERT ON $t TO PUBLIC",
                    "REVOKE SELECT ON $t FROM PUBLIC",
                    "GRANT SELECT (extra) ON $t TO PUBLIC",
                    "CREATE OR REPLACE VIEW \"Sales\".\"Open Ord\"\"ers\" AS SELECT \"Id\", \"Created At\", status, done, extra FROM $t",
                    "CREATE VIEW \"Sales\".newer AS SELECT * FROM $t",
                    "ALTER SEQUENCE \"Sales\".\"Ord\"\"ers_Id_seq\" INCREMENT 10 MAXVALUE 1000000",
                    "COMMENT ON SEQUENCE \"Sales\".\"Ord\"\"ers_Id_seq\" IS 'by ten'");

    @Test
    void whatWasDoneSinceIsKept(TestDatabase database) throws Exception {
        Orders.create(database, 300);
        Orders.grant(database);
        TestDatabase neverConverted = database.copy();
        Runs.convert(database, REQUEST);
        for (String change : CHANGES) {
            database.query(change.replace("$t", Orders.NAME));
            neverConverted.query(change.replace("$t", Orders.NAME));
        }
        database.query(
                "CREATE TABLE \"Sales\".later PARTITION OF %s FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')"
                        .formatted(Orders.NAME));
        String insert =
                """
                INSERT INTO "Sales"."Ord""ers" ("Cust""omer", "Created At", amount)
                  SELECT 1, d, 1 FROM unnest(ARRAY['2026-01-01', '2027-03-01', '2028-02-03']::timestamptz[]) d
                """;
        database.query(insert);
        neverConverted.query(insert);
        Runs.revert(database, REQUEST);
        assertThat(Definition.of(database))
                .containsExactlyElementsOf(Definition.of(neverConverted));
        String rows = "SELECT o::text FROM %s AS o ORDER BY \"Id\"".formatted(Orders.NAME);
        assertThat(database.query(rows)).isEqualTo(neverConverted.query(rows));
        String next =
                "SELECT nextval('\"Sales\".\"Ord\"\"ers_Id_seq\"'), nextval('\"Sales\".\"Ord\"\"ers_no_seq\"')";
        assertThat(database.query(next)).isEqualTo(neverConverted.query(next));
    }

    /**
     * A trigger event that waits for the end of the transaction would forbid to alter the table.
     */
    @Test
    void deferredConstraintsDoNotStopIt(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales".ref (n int PRIMARY KEY);
                INSERT INTO "Sales".ref VALUES (1);
                CREATE TABLE "Sales"."Ord""ers" ("Id" int, day date NOT NULL, n int REFERENCES "Sales".ref DEFERRABLE INITIALLY DEFERRED,
                  UNIQUE ("Id", day) DEFERRABLE INITIALLY DEFERRED);
                """);
        var before = Definition.of(database);
        var request = Request.of("Sales", "Ord\"ers", "day", "month").boundary("2027-03-01");
        for (int rows : new int[] {10, 2000}) {
            Runs.convert(database, request);
            database.query(
                    "INSERT INTO \"Sales\".\"Ord\"\"ers\" SELECT g, date '2027-03-01' + g %% 90, 1 FROM generate_series(1, %d) g"
                            .formatted(rows));
            Runs.revert(database, request);
            assertThat(Definition.of(database)).containsExactlyElementsOf(before);
            assertThat(database.one("SELECT count(*) FROM \"Sales\".\"Ord\"\"ers\""))
                    .isEqualTo(Integer.toString(rows));
            database.query("DELETE FROM \"Sales\".\"Ord\"\"ers\"");
        }
    }

    /** To drop a partition with a foreign key takes the strongest lock on the other table. */
    @Test
    void aReaderOfAReferencedTableIsNamed(TestDatabase database) throws Exception {
        Orders.create(database, 10);
        var before = Definition.of(database);
        Runs.convert(database, REQUEST);
        Session reader = database.session("a reader");
        reader.run("BEGIN");
        reader.run("LOCK TABLE \"Sales\".\"Custo mer\" IN ACCESS SHARE MODE");
        var impatient = REQUEST.pace(100, 500);
        assertThatThrownBy(() -> Runs.revert(database, impatient))
                .hasMessageContaining(
                        "ERROR: could not lock table \"Sales\".\"Ord\"\"ers\" within 0.5s")
                .hasMessageContaining("It is held by pid %d \"a reader\"".formatted(reader.pid()));
        database.query(
                "INSERT INTO %s (\"Cust\"\"omer\", \"Created At\") SELECT 1, '2027-03-05' FROM generate_series(1, 1500)"
                        .formatted(Orders.NAME));
        assertThatThrownBy(() -> Runs.revert(database, impatient))
                .hasMessageContaining("It is held by pid %d \"a reader\"".formatted(reader.pid()));
        reader.run("COMMIT");
        Runs.revert(database, impatient);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
    }
}
