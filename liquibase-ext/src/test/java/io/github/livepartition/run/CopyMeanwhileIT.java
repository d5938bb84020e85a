// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.script.Script;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import io.github.livepartition.testing.TestRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to the table, or to its partitions, that no trigger tells. */
@PostgresTest
class CopyMeanwhileIT {

    private static final Request REQUEST = Orders.request().copy();
    private static final String COPY = "\"Sales\".\"Ord\"\"ers_copy\"";
    private static final String ROWS =
            "SELECT count(*), sum(hashtextextended(o::text, 0)) FROM " + Orders.NAME + " AS o";

    private TestDatabase db;
    private List<String> rows;

    @BeforeEach
    void create(TestDatabase database) throws Exception {
        db = database;
        Orders.create(db, 2_000);
        rows = db.query(ROWS);
    }

    private static String stage() {
        return "copy the rows of %s to %s".formatted(Orders.NAME, COPY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VACUUM FULL", "CLUSTER"})
    void beginsAnewWhenTheHeapWasRewritten(String command) throws Exception {
        String copying = Runs.upTo(db, REQUEST, stage());
        db.query("DELETE FROM " + Orders.NAME + " WHERE \"Id\" % 3 = 0");
        rows = db.query(ROWS);
        db.query(
                command.equals("CLUSTER")
                        ? "CLUSTER %1$s USING \"Ord\"\"ers_pkey\"; ALTER TABLE %1$s SET WITHOUT CLUSTER"
                                .formatted(Orders.NAME)
                        : command + " " + Orders.NAME);
        try (Connection connection = db.owner()) {
            assertThatThrownBy(() -> Orders.execute(connection, copying))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"))
                    .hasMessageContaining(
                            "ERROR: table \"Sales\".\"Ord\"\"ers\" was rewritten while it was copied")
                    .hasMessageContaining(
                            "Hint: Run the update, or print the script, once more: the copy begins anew.");
        }
        assertThat(firstStage()).startsWith("stage 1 of 8: create the copy");
        assertThat(db.query(ROWS)).isEqualTo(rows);
    }

    @Test
    void takesAHeapThatIsRewrittenAfterItsRowsWereCopied() throws Exception {
        Runs.upTo(db, REQUEST, "build the indexes of " + COPY);
        db.query("VACUUM FULL " + Orders.NAME);
        assertThat(firstStage()).isEqualTo("stage 1 of 5: build the indexes of " + COPY);
        assertThat(db.query(ROWS)).isEqualTo(rows);
    }

    private String firstStage() throws SQLException {
        return Runs.convert(db, REQUEST).stream()
                .filter(line -> line.startsWith("stage"))
                .findFirst()
                .orElseThrow();
    }

    private String first() {
        return db.query(
                        "SELECT min(inhrelid::regclass::text COLLATE \"C\") FROM pg_inherits WHERE inhparent = '%s'::regclass"
                                .formatted(Orders.NAME))
                .get(0);
    }

    private void isNotGivenBack() {
        assertThatThrownBy(() -> Runs.revert(db, REQUEST))
                .isInstanceOf(StageException.class)
                .hasMessageContaining(
                        "ERROR: table \"Sales\".\"Ord\"\"ers_legacy\" has not become equal to table \"Sales\".\"Ord\"\"ers\"")
                .hasMessageContaining(
                        "Hint: Rows came or went unseen, with a partition that was emptied, dropped, detached or attached. Undo that, or keep what was converted.");
        assertThat(db.query("SELECT relkind FROM pg_class WHERE relname = 'Ord\"ers'"))
                .containsExactly("p");
    }

    @Test
    void isNotGivenBackWithRowsThatWereEmptiedOut() throws Exception {
        Runs.convert(db, REQUEST);
        db.query("TRUNCATE " + first());
        isNotGivenBack();
    }

    @Test
    void isNotGivenBackWithRowsThatWereDropped() throws Exception {
        Runs.convert(db, REQUEST);
        db.query("DROP TABLE " + first());
        isNotGivenBack();
    }

    @Test
    void isNotGivenBackWithoutRowsThatWereAttached() throws Exception {
        Runs.convert(db, REQUEST);
        db.query(
                """
                CREATE TABLE "Sales".more (LIKE %1$s INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS);
                INSERT INTO "Sales".more ("Id", "Cust""omer", "Created At", amount) VALUES (900000, 1, '2090-01-05', 1);
                ALTER TABLE %1$s ATTACH PARTITION "Sales".more FOR VALUES FROM ('2090-01-01') TO ('2090-02-01');
                """
                        .formatted(Orders.NAME));
        isNotGivenBack();
    }

    @Test
    void isGivenBackAfterItWasEmptiedWhileItIsMirrored() throws Exception {
        Runs.convert(db, REQUEST);
        try (Connection connection = db.owner();
                Session reader = db.session("reader")) {
            Planner back = () -> Planning.reversion(connection, REQUEST.conversion());
            while (!back.plan().stages().get(0).title().equals("switch back")) {
                for (String statement : Script.first(back.plan())) {
                    Orders.execute(connection, statement);
                }
            }
            reader.run("BEGIN");
            reader.run("LOCK TABLE \"Sales\".\"Ord\"\"ers_legacy\" IN ACCESS SHARE MODE");
            db.query("SET lock_timeout = 200; TRUNCATE " + Orders.NAME);
            reader.run("COMMIT");
        }
        db.query(
                """
                INSERT INTO %1$s ("Id", "Cust""omer", "Created At", amount) OVERRIDING SYSTEM VALUE
                  SELECT 900000 + g, 1, timestamptz '2025-01-05' + g * interval '1 hour', g FROM generate_series(1, 30) g;
                """
                        .formatted(Orders.NAME));
        rows = db.query(ROWS);
        List<String> said = Runs.revert(db, REQUEST);
        assertThat(said.get(0))
                .isEqualTo(
                        "stage 1 of 6: log every row of \"Sales\".\"Ord\"\"ers\", which was emptied");
        assertThat(db.query(ROWS)).isEqualTo(rows);
    }

    @Test
    void isGivenBackWithNewPartitions() throws Exception {
        Runs.convert(db, REQUEST);
        db.query(
                """
                CREATE TABLE "Sales".more PARTITION OF %1$s FOR VALUES FROM ('2090-01-01') TO ('2090-02-01');
                INSERT INTO %1$s ("Id", "Cust""omer", "Created At", amount) OVERRIDING SYSTEM VALUE VALUES (900000, 1, '2090-01-05', 1);
                """
                        .formatted(Orders.NAME));
        rows = db.query(ROWS);
        Runs.revert(db, REQUEST);
        assertThat(db.query(ROWS)).isEqualTo(rows);
    }

    @Test
    void isItsOwnersAloneUntilTheSwitch() throws Exception {
        TestRole curious = db.role("curious");
        db.query(
                "ALTER DEFAULT PRIVILEGES IN SCHEMA \"Sales\" GRANT SELECT, INSERT ON TABLES TO \"%s\""
                        .formatted(curious.user().replace("\"", "\"\"")));
        Runs.upTo(db, REQUEST, "build the indexes of " + COPY);
        assertThat(
                        db.query(
                                "SELECT relname FROM pg_class WHERE relname ~ '_copy$' AND relkind = 'p' AND has_table_privilege('%s', oid, 'SELECT, INSERT')"
                                        .formatted(curious.user())))
                .isEmpty();
        Runs.convert(db, REQUEST);
        assertThat(
                        db.query(
                                "SELECT relid FROM pg_partition_tree('%s') WHERE has_table_privilege('%s', relid, 'SELECT, INSERT')"
                                        .formatted(Orders.NAME, curious.user())))
                .isEmpty();
    }
}
