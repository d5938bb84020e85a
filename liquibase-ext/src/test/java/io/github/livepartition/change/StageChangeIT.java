// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges are staged, and the move is completed and ended, through Liquibase. */
@PostgresTest
class StageChangeIT {

    private static final String CONVERT =
            """
            databaseChangeLog:
            - changeSet:
                id: 1
                author: me
                changes:
                - sql:
                    sql: |
                      CREATE TABLE "Sales"."Ord""ers" ("Id" bigint PRIMARY KEY, at timestamptz NOT NULL, note text);
                      CREATE INDEX ON "Sales"."Ord""ers" (at);
                      INSERT INTO "Sales"."Ord""ers" SELECT i, timestamptz '2026-06-01 00:00+00' - i * interval '1 hour' FROM generate_series(1, 5000) AS i;
            - changeSet:
                id: 2
                author: me
                runInTransaction: false
                changes:
                - convertToPartitioned:
                    {schemaName: Sales, tableName: 'Ord"ers', partitionColumn: at, interval: month, boundary: 2027-01-01, premake: 1, primaryKeyColumns: "Id, at"}
            """;

    private static final String STAGE =
            """
            - changeSet:
                id: 3
                author: me
                runInTransaction: false
                changes:
                - moveRangeToPartition:
                    {schemaName: Sales, tableName: 'Ord"ers', from: 2026-01-01, to: 2027-01-01, interval: year, fillfactor: 100}
            - changeSet:
                id: 4
                author: me
                runInTransaction: false
                changes:
                - moveRangeToPartition:
                    {schemaName: Sales, tableName: 'Ord"ers', from: MINVALUE, to: 2026-01-01, partitionName: the past, mode: stage, pause: 0.1}
            """;

    private static final String COMPLETE =
            """
            - changeSet:
                id: 5
                author: me
                runInTransaction: false
                changes:
                - completeMove: {schemaName: Sales, tableName: 'Ord"ers'}
            """;

    private static final String DROP =
            """
            - changeSet:
                id: 6
                author: me
                runInTransaction: false
                changes:
                - dropLegacyPartition: {schemaName: Sales, tableName: 'Ord"ers'}
            """;

    private static final String ORDERS = "\"Sales\".\"Ord\"\"ers\"";

    private static final List<String> MOVED =
            List.of(
                    "\"Sales\".\"Ord\"\"ers_y2026\"|FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00')|3624",
                    "\"Sales\".\"Ord\"\"ers_y2027m01\"|FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-02-01 00:00:00+00')|0",
                    "\"Sales\".\"the past\"|FOR VALUES FROM (MINVALUE) TO ('2026-01-01 00:00:00+00')|1376");

    @TempDir private Path directory;
    private TestDatabase db;

    @BeforeEach
    void writeChangelogs(TestDatabase database) {
        db = database;
        String head = "databaseChangeLog:\n";
        LiquibaseRun.write(directory, "convert.yaml", CONVERT);
        LiquibaseRun.write(directory, "stage.yaml", head + STAGE);
        LiquibaseRun.write(directory, "complete.yaml", head + COMPLETE);
        LiquibaseRun.write(directory, "drop.yaml", head + DROP);
        LiquibaseRun.write(directory, "all.yaml", CONVERT + STAGE + COMPLETE + DROP);
    }

    private LiquibaseRun run(String file) {
        return LiquibaseRun.on(db, directory, file);
    }

    @Test
    void fromThePlainTableToTheEndInOneUpdate() throws Exception {
        LiquibaseRun all = run("all.yaml");
        all.update();
        assertThat(Shape.partitions(db, ORDERS)).isEqualTo(MOVED);
        assertThat(db.query("SELECT relname FROM pg_class WHERE relname ~ 'legacy|changes'"))
                .isEmpty();
        run("all.yaml").update();
        assertThatThrownBy(() -> run("all.yaml").rollback())
                .hasMessageContaining("dropLegacyPartition has no way back");
    }

    @Test
    void whatUpdateSqlPrintsDoesTheSameAndSoDoesTheWayBack() throws Exception {
        run("convert.yaml").update();
        List<String> before = Shape.of(db);
        for (String file : List.of("stage.yaml", "complete.yaml")) {
            String back = run(file).futureRollbackSql();
            String there = run(file).updateSql();
            List<String> now = Shape.of(db);
            psql(there);
            List<String> then = Shape.of(db);
            assertThat(then).isNotEqualTo(now);
            psql(back);
            assertThat(Shape.of(db)).as(file).isEqualTo(now);
            run(file).update();
            assertThat(Shape.of(db)).as(file).isEqualTo(then);
            back(file);
            assertThat(Shape.of(db)).as(file).isEqualTo(now);
            run(file).update();
        }
        assertThat(Shape.partitions(db, ORDERS)).isEqualTo(MOVED);
        back("complete.yaml");
        back("stage.yaml");
        assertThat(Shape.of(db)).isEqualTo(before);
    }

    @Test
    void theRemainderGoesWithTheSwitchThatMadeIt() throws Exception {
        run("convert.yaml").update();
        LiquibaseRun.write(
                directory,
                "some.yaml",
                "databaseChangeLog:\n" + STAGE.substring(0, STAGE.lastIndexOf("- changeSet:")));
        LiquibaseRun.write(
                directory,
                "remainder.yaml",
                "databaseChangeLog:\n" + COMPLETE.replace("ers'}", "ers', remainder: partition}"));
        run("some.yaml").update();
        List<String> staged = Shape.of(db);
        String back = run("remainder.yaml").futureRollbackSql();
        String there = run("remainder.yaml").updateSql();
        assertThat(there).doesNotContain("have no partition");

        psql(there);
        assertThat(Shape.of(db)).isNotEqualTo(staged);
        psql(back);
        assertThat(Shape.of(db)).isEqualTo(staged);

        run("remainder.yaml").update();
        assertThat(Shape.partitions(db, ORDERS))
                .contains(
                        "\"Sales\".\"Ord\"\"ers_legacy_rest1\"|FOR VALUES FROM (MINVALUE) TO ('2026-01-01 00:00:00+00')|1376");
        run("remainder.yaml").rollback();
        assertThat(Shape.of(db)).isEqualTo(staged);
    }

    @Test
    void aMoveThatIsYetToBeStagedStopsThePrintedScript() throws Exception {
        run("convert.yaml").update();
        assertThatThrownBy(() -> run("complete.yaml").update())
                .hasMessageContaining("nothing is staged of table \"Sales\".\"Ord\"\"ers_legacy\"");
        String script = run("complete.yaml").updateSql();
        assertThat(script).contains("-- Table \"Sales\".\"Ord\"\"ers\" is not staged yet, and");
        assertThatThrownBy(() -> psql(script))
                .hasMessageContaining(
                        "table \"Sales\".\"Ord\"\"ers\" was not staged when this script was printed");
    }

    @Test
    void theEndIsPrintedWhenTheSwitchIsDone() throws Exception {
        run("convert.yaml").update();
        run("stage.yaml").update();
        LiquibaseRun.write(directory, "end.yaml", "databaseChangeLog:\n" + COMPLETE + DROP);
        String script = run("end.yaml").updateSql();
        assertThatThrownBy(() -> psql(script))
                .hasMessageContaining(
                        "table \"Sales\".\"Ord\"\"ers_legacy\" was not free to be dropped when this script was printed");
        assertThat(Shape.partitions(db, ORDERS)).isEqualTo(MOVED);
        db.query("UPDATE databasechangeloglock SET locked = false");
        psql(run("end.yaml").updateSql());
        assertThat(Shape.partitions(db, ORDERS)).isEqualTo(MOVED);
        assertThat(db.query("SELECT relname FROM pg_class WHERE relname ~ 'legacy|changes'"))
                .isEmpty();
    }

    private void back(String file) throws Exception {
        run(file).rollback();
        if (file.equals("stage.yaml")) {
            run(file).rollback();
        }
    }

    private void psql(String script) throws Exception {
        try (Connection owner = db.owner()) {
            PsqlFile.run(owner, script);
        }
    }

    @Test
    void whatGoesWithTheOtherModeIsRefused() {
        LiquibaseRun.write(
                directory,
                "wrong.yaml",
                "databaseChangeLog:\n" + STAGE.replace("pause: 0.1", "maxLockTime: 20ms"));
        assertThatThrownBy(() -> run("wrong.yaml").update())
                .hasMessageContaining("maxLockTime does not go with mode stage")
                .hasMessageContaining("It says how rows move with mode slices.")
                .hasMessageContaining("Leave it out, or set mode to slices.");
        LiquibaseRun.write(
                directory,
                "remainder.yaml",
                "databaseChangeLog:\n" + COMPLETE.replace("ers'}", "ers', remainder: all}"));
        assertThatThrownBy(() -> run("remainder.yaml").update())
                .hasMessageContaining("remainder \"all\" is not known")
                .hasMessageContaining("Set remainder to partition, or leave it out.");
    }
}
