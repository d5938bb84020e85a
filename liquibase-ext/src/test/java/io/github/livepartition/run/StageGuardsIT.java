// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.script.Script;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody does to a table while ranges of it are staged, and no trigger tells. */
@PostgresTest
class StageGuardsIT {

    private static final Request REQUEST =
            Request.of("Sales", "t", "at", "month").primaryKey("id", "at").boundary("2027-01-01");

    private static final Moving OLD = move("MINVALUE", "2025-01-01", "old");
    private static final Moving REST = move("2025-01-01", "2027-01-01", "rest");
    private static final Completing COMPLETING = Completing.of(REQUEST);

    private static Moving move(String from, String to, String name) {
        return Moving.of(REQUEST, from, to).name(name).staged();
    }

    @BeforeEach
    void create(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales".t (id bigint PRIMARY KEY, at date NOT NULL, note text);
                CREATE INDEX ON "Sales".t (at);
                INSERT INTO "Sales".t SELECT g, date '2024-12-01' + g, 'x' FROM generate_series(1, 500) g;
                DELETE FROM "Sales".t WHERE id % 3 = 0;
                """);
        Runs.convert(database, REQUEST);
    }

    private static String rows(TestDatabase database) {
        return database.one(
                "SELECT count(*) || ' ' || md5(string_agg(t::text, ' ' ORDER BY id)) FROM \"Sales\".t");
    }

    private static String refused(TestDatabase database) {
        List<String> before = Definition.of(database);
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> COMPLETING.there(database));
        assertThat(refused).as("refusal").isNotNull();
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        return refused.getMessage() + "\n";
    }

    /** Runs so many stages and no more. */
    private static void begin(TestDatabase database, Moving moving, int stages)
            throws SQLException {
        try (Connection connection = database.owner()) {
            for (int i = 0; i < stages; i++) {
                Runs.stage(connection, Planning.move(connection, moving.move()));
            }
        }
    }

    /** Rows are found by their key, wherever they stand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "VACUUM FULL \"Sales\".t_legacy",
                "CLUSTER \"Sales\".t_legacy USING t_legacy_pkey",
                "ALTER TABLE \"Sales\".t_legacy SET (fillfactor = 50)"
            })
    void theOldHeapIsRewritten(String rewrite, TestDatabase database) throws Exception {
        String rewriting = rewrite.replace("t_legacy_pkey", indexOfLegacy(database));
        String rows = rows(database);
        begin(database, OLD, 3);
        database.query(rewriting);
        OLD.there(database);
        database.query("UPDATE \"Sales\".t SET note = 'y' WHERE id < 40");
        database.query(rewriting);
        REST.there(database);
        database.query("UPDATE \"Sales\".t SET note = 'x' WHERE id < 40");
        database.query(rewriting);
        COMPLETING.there(database);
        assertThat(rows(database)).isEqualTo(rows);
        database.query(rewriting);
        COMPLETING.back(database);
        assertThat(rows(database)).isEqualTo(rows);
    }

    private static String indexOfLegacy(TestDatabase database) {
        return database.one(
                "SELECT relname FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid WHERE indrelid = '\"Sales\".t_legacy'::regclass AND indisprimary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE \"Sales\".t ADD more text",
                "ALTER TABLE \"Sales\".t ALTER note TYPE varchar(100)",
                "ALTER TABLE \"Sales\".t ALTER note SET NOT NULL",
                "ALTER TABLE \"Sales\".t ADD CHECK (note <> '')",
                "ALTER TABLE \"Sales\".t ALTER note SET DEFAULT 'x'",
                "CREATE INDEX ON \"Sales\".t (note)"
            })
    void theTableIsChanged(String change, TestDatabase database) throws Exception {
        OLD.there(database);
        REST.there(database);
        database.query(change);
        assertThat(refused(database))
                .isEqualTo(
                        """
                        the columns, checks or indexes of table "Sales"."t" have changed since ranges were staged
                          Detail: The partitions of "Sales"."t_legacy_copy" have the old ones.
                          Hint: Undo the change, or roll back what is staged and begin again.
                        """);
        OLD.back(database);
        REST.back(database);
        OLD.there(database);
        REST.there(database);
        COMPLETING.there(database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUNCATE \"Sales\".old",
                "DELETE FROM \"Sales\".old WHERE id = 4",
                "UPDATE \"Sales\".old SET note = 'by hand' WHERE id = 4",
                "INSERT INTO \"Sales\".old VALUES (3, '2024-12-04', 'by hand')"
            })
    void rowsOfAStagedPartitionAreChangedByHand(String change, TestDatabase database)
            throws Exception {
        String rows = rows(database);
        OLD.there(database);
        REST.there(database);
        database.query(change);
        assertThatThrownBy(() -> COMPLETING.there(database))
                .isInstanceOf(StageException.class)
                .hasMessageContaining(
                        "ERROR: the copy of table \"Sales\".\"t_legacy\" is not equal to it")
                .hasMessageContaining(
                        "Hint: Nothing has changed for the application. Roll back, which drops the copy, and tell us.");
        assertThat(rows(database)).isEqualTo(rows);
        COMPLETING.back(database);
        OLD.back(database);
        OLD.there(database);
        COMPLETING.there(database);
        assertThat(rows(database)).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE \"Sales\".old",
                "ALTER TABLE \"Sales\".old RENAME TO older",
                "ALTER TABLE \"Sales\".t_legacy_copy DETACH PARTITION \"Sales\".old"
            })
    void aStagedPartitionIsTakenAway(String change, TestDatabase database) throws Exception {
        String rows = rows(database);
        OLD.there(database);
        REST.there(database);
        database.query(change);
        String text =
                """
                partition "Sales"."old" is not where it was staged
                  Detail: It has been dropped, detached or renamed since.
                  Hint: Roll back the change that staged it, and run it again.
                """;
        assertThat(refused(database)).isEqualTo(text);
        assertThatThrownBy(() -> OLD.there(database)).hasMessage(text.strip());
        OLD.back(database);
        database.query("DROP TABLE IF EXISTS \"Sales\".older");
        OLD.there(database);
        COMPLETING.there(database);
        assertThat(rows(database)).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TRIGGER livepartition_changes ON \"Sales\".t_legacy",
                "DROP TRIGGER livepartition_truncate ON \"Sales\".t_legacy",
                "ALTER TABLE \"Sales\".t_legacy DISABLE TRIGGER livepartition_changes",
                "DROP FUNCTION \"Sales\".t_legacy_changes() CASCADE"
            })
    void whatChangesIsNotLoggedAnyMore(String change, TestDatabase database) throws Exception {
        String rows = rows(database);
        OLD.there(database);
        database.query(change);
        String text =
                """
                what changes in table "Sales"."t_legacy" is not logged
                  Detail: A trigger of ours was dropped or disabled there since ranges were staged.
                  Hint: Roll back what is staged, and begin again.
                """;
        assertThatThrownBy(() -> REST.there(database)).hasMessage(text.strip());
        assertThat(refused(database)).startsWith(text);
        OLD.back(database);
        OLD.there(database);
        REST.there(database);
        COMPLETING.there(database);
        assertThat(rows(database)).isEqualTo(rows);
    }

    /** Everything before it is done. */
    private static Plan planOfTheSwitch(Connection owner) throws Exception {
        Plan plan = Planning.completion(owner, COMPLETING.completion());
        while (!plan.stages().get(0).title().equals("switch")) {
            Runs.stage(owner, plan);
            plan = Planning.completion(owner, COMPLETING.completion());
        }
        return plan;
    }

    /** After the plan, so that only the switch itself can notice. */
    @Test
    void theTriggerGoesBeforeTheSwitch(TestDatabase database) throws Exception {
        OLD.there(database);
        REST.there(database);
        try (Connection owner = database.owner()) {
            Plan plan = planOfTheSwitch(owner);
            List<String> script = Script.first(plan);
            database.query("DROP TRIGGER livepartition_changes ON \"Sales\".t_legacy");
            assertThatThrownBy(() -> Orders.execute(owner, script.get(0)))
                    .hasMessageContaining(
                            "ERROR: what changes in table \"Sales\".\"t_legacy\" is not logged")
                    .hasMessageContaining(
                            "Hint: Nothing has changed here. Roll back what is staged, and begin again.");
        }
        assertThat(
                        database.one(
                                "SELECT count(*) FROM pg_inherits WHERE inhrelid = '\"Sales\".t_legacy'::regclass"))
                .isEqualTo("1");
    }

    /** It is looked at again; what the table has then, its partitions have. */
    @Test
    void somethingIsCreatedBeforeTheSwitch(TestDatabase database) throws Exception {
        OLD.there(database);
        REST.there(database);
        try (Connection owner = database.owner()) {
            Plan plan = planOfTheSwitch(owner);
            database.query(
                    """
                    CREATE VIEW "Sales".late AS SELECT id, note FROM "Sales".t;
                    CREATE POLICY late ON "Sales".t USING (true);
                    GRANT SELECT (note) ON "Sales".t TO PUBLIC;
                    CREATE FUNCTION "Sales".late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.note := ''late''; RETURN NEW; END';
                    CREATE TRIGGER late BEFORE INSERT ON "Sales".t FOR EACH ROW EXECUTE FUNCTION "Sales".late();
                    """);
            assertThatThrownBy(() -> Runs.stage(owner, plan))
                    .hasMessageContaining(
                            "ERROR: the definition of table \"Sales\".\"t\" has changed since the plan was made");
            COMPLETING.there(owner);
        }
        for (int there = 1; there >= 0; there--) {
            assertThat(late(database, "t")).containsExactly("p|1|1|1|1");
            database.query(
                    "INSERT INTO \"Sales\".t VALUES (%d, '2024-12-24', 'x')"
                            .formatted(3000 + there));
            assertThat(
                            database.one(
                                    "SELECT note FROM \"Sales\".late WHERE id = %d"
                                            .formatted(3000 + there)))
                    .isEqualTo("late");
            if (there == 1) {
                COMPLETING.back(database);
            }
        }
    }

    /** A view, a policy, a privilege of a column and a trigger of that name. */
    static List<String> late(TestDatabase database, String table) {
        return database.query(
                """
                SELECT relkind, (SELECT count(DISTINCT v.oid) FROM pg_depend d JOIN pg_rewrite r ON r.oid = objid JOIN pg_class v ON v.oid = ev_class WHERE refobjid = t.oid AND v.relname = 'late'),
                       (SELECT count(*) FROM pg_policy WHERE polrelid = t.oid AND polname = 'late'),
                       (SELECT count(*) FROM pg_attribute, aclexplode(attacl) AS x WHERE attrelid = t.oid AND attname = 'note' AND x.grantee = 0),
                       (SELECT count(*) FROM pg_trigger WHERE tgrelid = t.oid AND tgname = 'late')
                  FROM pg_class t WHERE oid = '"Sales"."%s"'::regclass"""
                        .formatted(table.replace("\"", "\"\"")));
    }
}
