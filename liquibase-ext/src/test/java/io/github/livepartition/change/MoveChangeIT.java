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

/** A range moves, and legacy goes, through Liquibase. */
@PostgresTest
class MoveChangeIT {

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

    private static final String MOVE =
            """
            - changeSet:
                id: 3
                author: me
                runInTransaction: false
                changes:
                - moveRangeToPartition:
                    {schemaName: Sales, tableName: 'Ord"ers', from: MINVALUE, to: 2026-01-01, interval: month, mode: slices, fillfactor: 100}
            """;

    private static final String DROP =
            """
            - changeSet:
                id: 4
                author: me
                runInTransaction: false
                changes:
                - dropLegacyPartition: {schemaName: Sales, tableName: 'Ord"ers', detach: true}
            """;

    private static final String ORDERS = "\"Sales\".\"Ord\"\"ers\"";

    private static final List<String> MOVED =
            List.of(
                    "\"Sales\".\"Ord\"\"ers_legacy\"|FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00')|3624",
                    "\"Sales\".\"Ord\"\"ers_y2025m11\"|FOR VALUES FROM (MINVALUE) TO ('2025-12-01 00:00:00+00')|632",
                    "\"Sales\".\"Ord\"\"ers_y2025m12\"|FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00')|744",
                    "\"Sales\".\"Ord\"\"ers_y2027m01\"|FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-02-01 00:00:00+00')|0");

    @TempDir private Path directory;
    private TestDatabase db;

    @BeforeEach
    void writeChangelogs(TestDatabase database) {
        db = database;
        LiquibaseRun.write(directory, "convert.yaml", CONVERT);
        LiquibaseRun.write(directory, "move.yaml", "databaseChangeLog:\n" + MOVE);
        LiquibaseRun.write(directory, "all.yaml", CONVERT + MOVE + DROP);
    }

    private LiquibaseRun run(String file) {
        return LiquibaseRun.on(db, directory, file);
    }

    @Test
    void convertsMovesAndDetachesInOneUpdate() throws Exception {
        LiquibaseRun all = run("all.yaml");
        all.update();
        assertThat(Shape.partitions(db, ORDERS)).isEqualTo(MOVED.subList(1, 4));
        assertThat(db.one("SELECT count(*) FROM \"Sales\".\"Ord\"\"ers_legacy\""))
                .isEqualTo("3624");
        assertThat(all.said()).anyMatch(line -> line.contains("rows moved, all keys below"));
        run("all.yaml").update();
    }

    @Test
    void whatUpdateSqlPrintsDoesTheSameAndSoDoesTheWayBack() throws Exception {
        run("convert.yaml").update();
        List<String> before = Shape.of(db);
        String back = run("move.yaml").futureRollbackSql();
        String there = run("move.yaml").updateSql();
        try (Connection owner = db.owner()) {
            PsqlFile.run(owner, there);
        }
        assertThat(Shape.partitions(db, ORDERS)).isEqualTo(MOVED);
        try (Connection owner = db.owner()) {
            PsqlFile.run(owner, back);
        }
        assertThat(Shape.of(db)).isEqualTo(before);

        run("move.yaml").update();
        assertThat(Shape.partitions(db, ORDERS)).isEqualTo(MOVED);
        run("move.yaml").rollback();
        assertThat(Shape.of(db)).isEqualTo(before);
    }

    @Test
    void anUnconvertedTableStopsThePrintedScript() throws Exception {
        db.query("CREATE TABLE " + ORDERS + " (\"Id\" bigint, at timestamptz)");
        String script = run("move.yaml").updateSql();
        assertThat(script)
                .contains("-- Table \"Sales\".\"Ord\"\"ers\" is not partitioned yet, and");
        try (Connection owner = db.owner()) {
            assertThatThrownBy(() -> PsqlFile.run(owner, script))
                    .hasMessageContaining(
                            "table \"Sales\".\"Ord\"\"ers\" was not partitioned when this script was printed");
        }
    }

    /** Where the next one begins is only there when the one before has ended. */
    @Test
    void severalPendingChangesArePrintedUpToWhereTheyCanBe() throws Exception {
        run("convert.yaml").update();
        LiquibaseRun.write(
                directory,
                "several.yaml",
                "databaseChangeLog:\n"
                        + MOVE
                        + MOVE.replace("id: 3", "id: 5")
                                .replace(
                                        "from: MINVALUE, to: 2026-01-01",
                                        "from: 2026-01-01, to: 2026-02-01")
                        + MOVE.replace("id: 3", "id: 6")
                                .replace(
                                        "from: MINVALUE, to: 2026-01-01",
                                        "from: 2026-02-01, to: 2027-01-01")
                                .replace("interval: month", "interval: quarter")
                        + DROP.replace(", detach: true", ""));
        String script = run("several.yaml").updateSql();
        assertThat(script)
                .contains(
                        "-- Table \"Sales\".\"Ord\"\"ers_legacy\" is not moved up to this range yet, and")
                .contains(
                        "-- Table \"Sales\".\"Ord\"\"ers_legacy\" is not free to be dropped yet, and");
        try (Connection owner = db.owner()) {
            assertThatThrownBy(() -> PsqlFile.run(owner, script))
                    .hasMessageContaining(
                            "table \"Sales\".\"Ord\"\"ers_legacy\" was not moved up to this range when this script was printed");
        }
        assertThat(Shape.partitions(db, ORDERS)).isEqualTo(MOVED);
        db.query("UPDATE databasechangeloglock SET locked = false");
        run("several.yaml").update();
        assertThat(db.query("SELECT relname FROM pg_class WHERE relname LIKE '%legacy%'"))
                .isEmpty();
        assertThat(db.one("SELECT count(*) FROM " + ORDERS)).isEqualTo("5000");
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        LiquibaseRun.write(
                directory,
                "wrong.yaml",
                "databaseChangeLog:\n"
                        + MOVE.replace(
                                "interval: month, mode: slices, fillfactor: 100",
                                "mode: slices, maxLockTime: 0s, oldSnapshots: never, oversizedSlices: maybe, publications: x, fillfactor: 9, partitionNamePattern: a"));
        assertThatThrownBy(() -> run("wrong.yaml").update())
                .hasMessageContaining("maxLockTime \"0s\" leaves no time")
                .hasMessageContaining("oldSnapshots \"never\" is not known")
                .hasMessageContaining("Set oldSnapshots to wait or warn, or leave it out.")
                .hasMessageContaining("oversizedSlices \"maybe\" is not known")
                .hasMessageContaining("publications \"x\" is not known")
                .hasMessageContaining("fillfactor \"9\" is not a number from 10 to 100")
                .hasMessageContaining("moveRangeToPartition needs a name for the partition")
                .hasMessageContaining("partitionNamePattern needs interval");
        LiquibaseRun.write(
                directory,
                "name.yaml",
                "databaseChangeLog:\n" + MOVE.replace("fillfactor: 100", "partitionName: one"));
        assertThatThrownBy(() -> run("name.yaml").update())
                .hasMessageContaining("partitionName does not go with interval");
    }

    @Test
    void slicesArePaced() throws Exception {
        run("convert.yaml").update();
        LiquibaseRun.write(
                directory,
                "paced.yaml",
                "databaseChangeLog:\n"
                        + MOVE.replace(
                                "mode: slices",
                                "mode: slices, pause: 0.1, timeZone: Asia/Tokyo, between: '00:00-23:59'"));
        assertThat(run("paced.yaml").updateSql()).contains("AT TIME ZONE 'Asia/Tokyo'");
        LiquibaseRun.write(
                directory,
                "closed.yaml",
                "databaseChangeLog:\n"
                        + MOVE.replace("mode: slices", "mode: slices, between: '00:00-00:01'"));
        String now = db.one("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'HH24:MI')");
        if (now.compareTo("00:01") > 0 && now.compareTo("23:50") < 0) {
            assertThatThrownBy(() -> run("closed.yaml").update())
                    .hasMessageContaining("it is not between 00:00-00:01 (Z)");
        }
        run("move.yaml").update();
        assertThat(Shape.partitions(db, ORDERS)).isEqualTo(MOVED);
    }

    @Test
    void thereIsNoWayBackFromTheEnd() throws Exception {
        run("all.yaml").update();
        assertThatThrownBy(() -> run("all.yaml").rollback())
                .hasMessageContaining(
                        "dropLegacyPartition has no way back: the old heap is gone, or stands apart with the rows it had");
    }

    @Test
    void paceIsNotInTheChecksum() throws Exception {
        run("convert.yaml").update();
        run("move.yaml").update();
        LiquibaseRun.write(
                directory,
                "move.yaml",
                "databaseChangeLog:\n"
                        + MOVE.replace(
                                "mode: slices",
                                "mode: slices, maxLockTime: 20ms, oldSnapshots: warn, oversizedSlices: accept, lockTimeout: 50ms, pause: 2, between: '22:00-05:00', maxReplicaLag: 5s"));
        run("move.yaml").update();
    }
}
