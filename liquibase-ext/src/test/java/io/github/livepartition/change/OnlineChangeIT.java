// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change on the table with the hardest name, live and printed. */
@PostgresTest
class OnlineChangeIT {

    private static final String ORDERS = "\"Sales\".\"Ord\"\"ers\"";

    private static final String CREATE =
            """
            databaseChangeLog:
            - changeSet:
                id: 1
                author: me
                changes:
                - sql:
                    sql: |
                      CREATE TABLE "Sales"."Ord""ers" ("Id" bigint PRIMARY KEY, "Created,At" timestamptz NOT NULL, note text);
                      INSERT INTO "Sales"."Ord""ers" SELECT i, timestamptz '2026-06-01 00:00+00' - i * interval '1 hour' FROM generate_series(1, 1000) AS i;
                rollback: DROP TABLE "Sales"."Ord""ers"
            """;

    private static final String CONVERT =
            """
            - changeSet:
                id: 2
                author: me
                runInTransaction: false
                changes:
                - convertToPartitioned:
                    schemaName: Sales
                    tableName: Ord"ers
                    partitionColumn: Created,At
                    interval: month
                    boundary: 2027-01-01
                    premake: 2
                    primaryKeyColumns: Id, "Created,At"
            """;

    @TempDir private Path directory;
    private TestDatabase db;

    @BeforeEach
    void writeChangelogs(TestDatabase database) {
        db = database;
        LiquibaseRun.write(directory, "create.yaml", CREATE);
        LiquibaseRun.write(directory, "convert.yaml", "databaseChangeLog:\n" + CONVERT);
        LiquibaseRun.write(directory, "both.yaml", CREATE + CONVERT);
    }

    private LiquibaseRun run(String file) {
        return LiquibaseRun.on(db, directory, file);
    }

    @Test
    void convertsATableThatTheSameUpdateCreates() throws Exception {
        run("both.yaml").update();
        assertThat(Shape.partitions(db, ORDERS))
                .containsExactly(
                        "\"Sales\".\"Ord\"\"ers_legacy\"|FOR VALUES FROM (MINVALUE) TO ('2027-01-01 00:00:00+00')|1000",
                        "\"Sales\".\"Ord\"\"ers_y2027m01\"|FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-02-01 00:00:00+00')|0",
                        "\"Sales\".\"Ord\"\"ers_y2027m02\"|FOR VALUES FROM ('2027-02-01 00:00:00+00') TO ('2027-03-01 00:00:00+00')|0");
    }

    @Test
    void saysHowFarItIs() throws Exception {
        run("create.yaml").update();
        LiquibaseRun convert = run("convert.yaml");
        convert.update();
        List<String> stages =
                convert.said().stream().filter(line -> line.startsWith("stage")).toList();
        assertThat(stages).hasSizeGreaterThan(3);
        for (int i = 0; i < stages.size(); i++) {
            assertThat(stages.get(i))
                    .startsWith("stage %d of %d: ".formatted(i + 1, stages.size()));
        }
        assertThat(convert.said())
                .contains("partition %s by range (\"Created,At\"): done".formatted(ORDERS));
    }

    @Test
    void printsWhatPsqlCanRunToTheSameEnd() throws Exception {
        run("create.yaml").update();
        TestDatabase copy = db.copy();
        String printed = run("convert.yaml").updateSql();
        assertThat(printed.lines()).noneMatch(line -> line.startsWith("WARNING"));
        PsqlFile.run(copy.owner(), printed);
        run("convert.yaml").update();
        assertThat(Shape.of(copy)).isEqualTo(Shape.of(db));
        assertThat(recorded(copy)).isEqualTo(recorded(db));
    }

    @Test
    void printsWithoutTouchingTheTable() throws Exception {
        run("create.yaml").update();
        List<String> before = Shape.of(db);
        run("convert.yaml").updateSql();
        assertThat(Shape.of(db)).isEqualTo(before);
    }

    @Test
    void recordsWhatIsDoneAlready() throws Exception {
        run("both.yaml").update();
        List<String> before = Shape.of(db);
        db.query("DELETE FROM databasechangelog WHERE id = '2'");
        String printed = run("both.yaml").updateSql();
        assertThat(printed)
                .contains(
                        """
                        -- LivePartition: partition %s by range ("Created,At")
                        -- Nothing is left to do.
                        """
                                .formatted(ORDERS));
        LiquibaseRun again = run("both.yaml");
        again.update();
        assertThat(again.said())
                .contains(
                        "partition %s by range (\"Created,At\"): nothing is left to do"
                                .formatted(ORDERS));
        assertThat(Shape.of(db)).isEqualTo(before);
        assertThat(recorded(db)).hasSize(2);
    }

    @Test
    void printsAStopWhereTheTableIsNotThereYet() throws Exception {
        String printed = run("both.yaml").updateSql();
        assertThat(printed)
                .contains(
                        """
                        -- LivePartition: partition %s by range ("Created,At")
                        -- Table %s does not exist yet, and what is to do depends on what it looks like then.
                        """
                                .formatted(ORDERS, ORDERS));
        assertThatThrownBy(() -> PsqlFile.run(db.owner(), printed))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(
                        "table %s was not there when this script was printed".formatted(ORDERS));
        assertThat(recorded(db)).hasSize(1);
    }

    @Test
    void goesBackWithEveryRow() throws Exception {
        run("create.yaml").update();
        List<String> before = Shape.of(db);
        run("convert.yaml").update();
        insertAroundTheBoundary(db);
        LiquibaseRun back = run("convert.yaml");
        back.rollback();
        assertThat(Shape.of(db)).isEqualTo(before);
        assertThat(rows(db)).isEqualTo("1002");
        assertThat(recorded(db)).hasSize(1);
        assertThat(back.said()).anyMatch(line -> line.startsWith("stage 1 of "));
        db.query("DELETE FROM %s WHERE \"Id\" = 2002".formatted(ORDERS)); // beyond the boundary now
        run("convert.yaml").update();
        assertThat(rows(db)).isEqualTo("1001");
    }

    @Test
    void printsTheWayBackThatPsqlCanRun() throws Exception {
        run("create.yaml").update();
        List<String> before = Shape.of(db);
        run("convert.yaml").update();
        insertAroundTheBoundary(db);
        String printed = run("convert.yaml").rollbackSql();
        assertThat(printed.lines()).noneMatch(line -> line.startsWith("WARNING"));
        PsqlFile.run(db.owner(), printed);
        assertThat(Shape.of(db)).isEqualTo(before);
        assertThat(rows(db)).isEqualTo("1002");
        assertThat(recorded(db)).hasSize(1);
    }

    @Test
    void printsTheWayBackBeforeItHasRun() throws Exception {
        run("create.yaml").update();
        List<String> before = Shape.of(db);
        String printed = run("convert.yaml").futureRollbackSql();
        run("convert.yaml").update();
        insertAroundTheBoundary(db);
        PsqlFile.run(db.owner(), printed);
        assertThat(Shape.of(db)).isEqualTo(before);
        assertThat(rows(db)).isEqualTo("1002");
        assertThat(recorded(db)).hasSize(1);
    }

    @Test
    void printsAStopForTheWayBackOfATableThatIsNotThereYet() throws Exception {
        assertThat(run("both.yaml").futureRollbackSql())
                .contains(
                        """
                        -- LivePartition: undo: partition %s by range ("Created,At")
                        -- Table %s does not exist yet, and what is to do depends on what it looks like then.
                        """
                                .formatted(ORDERS, ORDERS))
                .contains("DROP TABLE " + ORDERS);
    }

    private static void insertAroundTheBoundary(TestDatabase database) {
        database.query(
                "INSERT INTO %s VALUES (2001, '2026-12-31 23:59:59+00'), (2002, '2027-01-01 00:00:00+00')"
                        .formatted(ORDERS));
    }

    private static String rows(TestDatabase database) {
        return database.one("SELECT count(*) FROM %s".formatted(ORDERS));
    }

    @Test
    void refusesReadably() throws Exception {
        LiquibaseRun.write(
                directory,
                "bad.yaml",
                "databaseChangeLog:\n" + CONVERT.replace("Ord\"ers", "orders"));
        assertThat(causes(() -> run("bad.yaml").update()))
                .contains(
                        """
                        Migration failed for changeset bad.yaml::2::me:
                             Reason: liquibase.exception.DatabaseException: table "Sales"."orders" does not exist
                                    Hint: Check schemaName and tableName; names are taken as they are written, case included.\
                        """);
    }

    @Test
    void refusesReadablyWhenItPrints() throws Exception {
        run("create.yaml").update();
        LiquibaseRun.write(
                directory, "bad.yaml", "databaseChangeLog:\n" + CONVERT.replace("At\n", "at\n"));
        assertThat(causes(() -> run("bad.yaml").updateSql()))
                .anySatisfy(
                        message ->
                                assertThat(message)
                                        .contains(
                                                "table %s has no column \"Created,at\"\n  Hint: "
                                                        .formatted(ORDERS)));
    }

    private static List<String> causes(ThrowableAssert.ThrowingCallable run) {
        return Stream.iterate(Assertions.catchThrowable(run), e -> e != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .toList();
    }

    private static List<String> recorded(TestDatabase database) {
        return database.query(
                "SELECT id, author, filename, md5sum, description, exectype FROM databasechangelog ORDER BY orderexecuted");
    }
}
