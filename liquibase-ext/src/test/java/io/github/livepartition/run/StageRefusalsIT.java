// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said against staging a range, and against a switch. */
@PostgresTest
class StageRefusalsIT {

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
                INSERT INTO "Sales".t SELECT g, date '2024-12-01' + g, 'x' FROM generate_series(1, 500) g
                """);
        Runs.convert(database, REQUEST);
    }

    private interface Run {
        List<String> run(TestDatabase database) throws SQLException;
    }

    private static String refused(TestDatabase database, Run run) {
        List<String> before = Definition.of(database);
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> run.run(database));
        assertThat(refused).as("refusal").isNotNull();
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        return refused.getMessage() + "\n";
    }

    /** Runs so many stages and no more. */
    private static void begin(TestDatabase database, Planner planner, int stages)
            throws SQLException {
        try (Connection connection = database.owner()) {
            for (int i = 0; i < stages; i++) {
                Runs.stage(connection, planner.plan());
            }
        }
    }

    private static void begin(TestDatabase database, Moving moving, int stages)
            throws SQLException {
        try (Connection connection = database.owner()) {
            for (int i = 0; i < stages; i++) {
                Runs.stage(connection, Planning.move(connection, moving.move()));
            }
        }
    }

    @Test
    void aRangeThatOverlapsOneThatIsStaged(TestDatabase database) throws Exception {
        OLD.there(database);
        assertThat(refused(database, move("2024-12-15", "2025-02-01", "other")::there))
                .isEqualTo(
                        """
                        the range 2024-12-15 to 2025-02-01 overlaps partition "Sales"."old"
                          Detail: It is staged with MINVALUE to 2025-01-01.
                          Hint: Set from and to beside it, or roll that change back first.
                        """);
    }

    @Test
    void anotherRangeWhileOneIsOnItsWay(TestDatabase database) throws Exception {
        begin(database, OLD, 4);
        assertThat(refused(database, REST::there))
                .isEqualTo(
                        """
                        partition "Sales"."old" is not complete
                          Detail: A run that staged MINVALUE to 2025-01-01 was interrupted, and only one partition at a time can be on its way.
                          Hint: Run that change again, or roll it back.
                        """);
        assertThat(refused(database, COMPLETING::there))
                .startsWith(
                        """
                        partition "Sales"."old" is not complete
                          Detail: The run that staged it was interrupted.
                          Hint: Run that change again, or roll it back.
                        """);
    }

    @Test
    void aSwitchWithRowsThatAreNotStaged(TestDatabase database) throws Exception {
        move("2025-02-01", "2025-03-01", "february").there(database);
        assertThat(refused(database, COMPLETING::there))
                .isEqualTo(
                        """
                        "Sales"."t_legacy" has rows that are not staged
                          Detail: There are 61 rows from MINVALUE to 2025-02-01; 411 rows from 2025-03-01 to 2027-01-01.
                          Hint: Stage these ranges with moveRangeToPartition, or set remainder to partition.
                        """);
        Completing.withRemainder(REQUEST).there(database);
        assertThat(
                        database.query(
                                "SELECT tableoid::regclass, count(*) FROM \"Sales\".t GROUP BY tableoid ORDER BY min(at)"))
                .containsExactly(
                        "\"Sales\".t_legacy_rest1|61",
                        "\"Sales\".february|28",
                        "\"Sales\".t_legacy_rest2|411");
    }

    @Test
    void aSwitchWithNothingStaged(TestDatabase database) {
        assertThat(refused(database, COMPLETING::there))
                .isEqualTo(
                        """
                        nothing is staged of table "Sales"."t_legacy"
                          Detail: completeMove ends what moveRangeToPartition with mode stage has begun on "Sales"."t".
                          Hint: Check tableName and legacyTableName, and stage its ranges first.
                        """);
    }

    @Test
    void anotherStructure(TestDatabase database) throws Exception {
        OLD.there(database);
        REST.there(database);
        database.query("ALTER TABLE \"Sales\".t ADD more text");
        String text =
                """
                the columns, checks or indexes of table "Sales"."t" have changed since ranges were staged
                  Detail: The partitions of "Sales"."t_legacy_copy" have the old ones.
                  Hint: Undo the change, or roll back what is staged and begin again.
                """;
        assertThat(refused(database, COMPLETING::there)).isEqualTo(text);
        REST.back(database);
        assertThat(refused(database, REST::there)).isEqualTo(text);
        OLD.back(database);
        OLD.there(database);
    }

    @Test
    void toStageOrDropOrToTakeBackWhatIsBeingSwitched(TestDatabase database) throws Exception {
        OLD.there(database);
        REST.there(database);
        try (Connection connection = database.owner()) {
            begin(database, () -> Planning.completion(connection, COMPLETING.completion()), 3);
        }
        String text =
                """
                the switch of table "Sales"."t_legacy" is being prepared
                  Detail: completeMove was interrupted; every change is written to both until it ends.
                  Hint: Run completeMove again, or roll it back.
                """;
        assertThat(refused(database, OLD::back)).isEqualTo(text);
        assertThat(refused(database, db -> drop(db)))
                .isEqualTo(
                        """
                        ranges of table "Sales"."t_legacy" are staged
                          Detail: Its changes are logged for them.
                          Hint: Complete the move with completeMove, or roll back what is staged.
                        """);
        COMPLETING.back(database);
        COMPLETING.there(database);
        assertThat(refused(database, OLD::back))
                .isEqualTo(
                        """
                        the staged ranges of table "Sales"."t" are in use
                          Detail: completeMove has put them in the place of "Sales"."t_legacy".
                          Hint: Roll completeMove back first.
                        """);
    }

    private static List<String> drop(TestDatabase database) throws SQLException {
        List<String> said = new ArrayList<>();
        try (Connection connection = database.owner()) {
            new Runner(connection, said::add)
                    .run(() -> Planning.partitionDrop(connection, OLD.drop(false)));
        }
        return said;
    }

    @Test
    void slicesWhileRangesAreStaged(TestDatabase database) throws Exception {
        OLD.there(database);
        assertThat(refused(database, Moving.of(REQUEST, "MINVALUE", "2024-12-15").name("s")::there))
                .isEqualTo(
                        """
                        ranges of table "Sales"."t_legacy" are staged
                          Detail: Its changes are logged for them.
                          Hint: Complete the move with completeMove, or roll back what is staged.
                        """);
    }

    @Test
    void theWayBackOfTheConversion(TestDatabase database) throws Exception {
        String text =
                """
                ranges of table "Sales"."t_legacy" are staged
                  Detail: Its changes are logged for them.
                  Hint: Complete the move with completeMove, or roll back what is staged.
                """;
        OLD.there(database);
        assertThat(refused(database, db -> Runs.revert(db, REQUEST))).isEqualTo(text);
        REST.there(database);
        COMPLETING.there(database);
        assertThat(refused(database, db -> Runs.revert(db, REQUEST))).isEqualTo(text);
        COMPLETING.back(database);
        OLD.back(database);
        REST.back(database);
        Runs.revert(database, REQUEST);
    }

    @Test
    void aWayBackWhereSomethingElseIsInThePlace(TestDatabase database) throws Exception {
        move("2024-12-01", "2027-01-01", "all").there(database);
        COMPLETING.there(database);
        database.query(
                "CREATE TABLE \"Sales\".\"be fore\" PARTITION OF \"Sales\".t FOR VALUES FROM (MINVALUE) TO ('2024-12-01')");
        assertThat(refused(database, COMPLETING::back))
                .isEqualTo(
                        """
                        table "Sales"."t" cannot be given back its old heap
                          Detail: Where "Sales"."t_legacy" was there is now "be fore".
                          Hint: Detach it first, or keep what was moved.
                        """);
    }

    @Test
    void anEndBeforeTheMoveIsComplete(TestDatabase database) throws Exception {
        OLD.there(database);
        REST.there(database);
        try (Connection connection = database.owner()) {
            begin(database, () -> Planning.completion(connection, COMPLETING.completion()), 4);
        }
        assertThat(refused(database, db -> drop(db)))
                .isEqualTo(
                        """
                        the move of table "Sales"."t" is not complete
                          Detail: completeMove was interrupted, or rolled back in part.
                          Hint: Run completeMove, or its rollback, again.
                        """);
        COMPLETING.there(database);
        database.query("INSERT INTO \"Sales\".t_legacy VALUES (0, '2025-01-01', 'by hand')");
        assertThatThrownBy(() -> drop(database))
                .hasMessageContaining(
                        "table \"Sales\".\"t_legacy\" has rows that table \"Sales\".\"t\" never had, or lacks some");
        database.query("DELETE FROM \"Sales\".t_legacy WHERE id = 0");
        drop(database);
        assertThat(database.one("SELECT count(*) FROM \"Sales\".t")).isEqualTo("500");
    }
}
