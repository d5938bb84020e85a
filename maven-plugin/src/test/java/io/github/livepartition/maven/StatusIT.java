// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class StatusIT {

    private TestDatabase db;
    private Project project;

    @BeforeEach
    void createTables(TestDatabase database) {
        db = database;
        project = Project.copy("status", db);
        db.query(
                """
                CREATE TABLE "Sales"."Or""ders" (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE "Sales".old PARTITION OF "Sales"."Or""ders" FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
                ALTER TABLE "Sales".old ADD CONSTRAINT old_bounds CHECK (at < '2020-01-01');
                COMMENT ON CONSTRAINT old_bounds ON "Sales".old IS '{"primaryKey": [], "nullable": false, "newPrimaryKey": true}';
                CREATE TABLE "Sales".now PARTITION OF "Sales"."Or""ders" FOR VALUES FROM ('2020-01-01') TO ('2999-01-01');
                CREATE TABLE "Sales".rest PARTITION OF "Sales"."Or""ders" DEFAULT;
                INSERT INTO "Sales"."Or""ders" SELECT g, date '2019-01-01' + g FROM generate_series(1, 3) AS g;
                INSERT INTO "Sales"."Or""ders" VALUES (4, '3000-01-01');
                CREATE TABLE "Sales".events (id bigint PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE "Sales".events_1 PARTITION OF "Sales".events FOR VALUES FROM (0) TO (1000);
                INSERT INTO "Sales".events VALUES (7), (899);
                """);
    }

    @Test
    void showsWhereTablesStandAndChangesNothing() {
        db.query("ANALYZE \"Sales\".old");
        MavenRun run = project.runs("partition:status");
        assertThat(run.lines())
                .containsSubsequence(
                        "[INFO]   left in the old heap \"Sales\".\"old\": about 3 rows, 8.0 kB",
                        "[INFO]   left in the default partition \"Sales\".\"rest\": rows not known, 8.0 kB",
                        "[INFO]   \"Sales\".\"old\" FROM (MINVALUE) TO ('2020-01-01'): about 3 rows, 8.0 kB",
                        "[INFO]   \"Sales\".\"now\" FROM ('2020-01-01') TO ('2999-01-01'): 0 rows, 0 bytes",
                        "[INFO]   \"Sales\".\"rest\" DEFAULT: rows not known, 8.0 kB")
                .anyMatch(line -> line.matches(".* runway: \\d+ days, until 2999-01-01T00:00:00Z"))
                .contains("[INFO]   runway: 100 keys, until 1000")
                .noneMatch(line -> line.contains(db.ownerPassword()));
    }

    @Test
    void countsOnRequestAndSpeaksJsonToMachines() {
        List<String> said =
                project.runs("-q", "partition:status", "-Dformat=json", "-Dexact").lines();
        String json = project.read("target/partition/status.json").strip();
        assertThat(said).filteredOn(line -> !line.isEmpty()).containsExactly(json);
        assertThat(ask(json, "tables[*].name")).containsExactly("Or\"ders", "events");
        assertThat(ask(json, "tables[0].partitions[*].rows")).containsExactly("3", "0", "1");
        assertThat(ask(json, "tables[0].rows")).containsExactly("4");
        assertThat(ask(json, "tables[0].rowsExact")).containsExactly("true");
        assertThat(ask(json, "tables[0].partitions[*] ? (@.legacy == true).name"))
                .containsExactly("old");
        assertThat(ask(json, "tables[0].runway.until")).containsExactly("2999-01-01T00:00:00Z");
        assertThat(ask(json, "tables[1].runway.keys")).containsExactly("100");
    }

    @Test
    void showsWhoIsAtWorkWhoStandsInTheWayAndWhoHasStoppedIt() throws Exception {
        Session application = db.session("app \"7\"");
        application.run("BEGIN; LOCK TABLE \"Sales\".events");
        Session worker = db.session("worker");
        worker.run("SET application_name = 'partition Sales.events 42% 7 rows eta 00:01:00'");
        worker.step("BEGIN; LOCK TABLE \"Sales\".events IN SHARE UPDATE EXCLUSIVE MODE");
        Session pause = db.session("night shift");
        pause.run(
                "SELECT pg_advisory_lock(hashtextextended('livepartition pause \"Sales\".\"events\"', 0))");
        MavenRun run =
                project.run("partition:status", "-Dtables=Sales.events", "-DfailOn=blocked>0");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .anyMatch(
                        line ->
                                line.matches(
                                        ".*at work: pid %d, 42%% 7 rows eta 00:01:00, for \\d+ s"
                                                .formatted(worker.pid())))
                .anyMatch(
                        line ->
                                line.matches(
                                        ".*waits for pid %d \"app \"7\"\" \\(idle in transaction for \\d+ s\\): LOCK TABLE.*"
                                                .formatted(application.pid())))
                .anyMatch(line -> line.contains("paused by pid %d".formatted(pause.pid())))
                .anyMatch(line -> line.contains("blocked is 1 (failOn blocked>0)"))
                .noneMatch(line -> line.contains("Or\"ders"));
    }

    @Test
    void breaksTheBuildWhereAConditionHolds() {
        assertThat(
                        project.run("partition:status", "-DfailOn=runway<7d,keys<100,blocked>0")
                                .exitCode())
                .isZero();
        MavenRun run = project.run("partition:status", "-DfailOn=keys<101,default>0,legacy>2");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .anyMatch(
                        line ->
                                line.contains(
                                        "\"Sales\".\"events\": keys is 100 (failOn keys<101)"))
                .anyMatch(line -> line.contains("default is 1 (failOn default>0)"));
        assertThat(project.run("partition:status", "-DfailOn=runway>7d").lines())
                .anyMatch(
                        line ->
                                line.contains(
                                        "failOn \"runway>7d\" is not one of runway<7d, keys<0, legacy>0, default>0, blocked>0"));
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThat(project.run("partition:status", "-Dtables=gone").lines())
                .anyMatch(line -> line.contains("no partitioned table is called gone"));
        assertThat(project.run("partition:status", "-Dformat=xml").lines())
                .anyMatch(line -> line.contains("format \"xml\" is not text or json"));
        db.query("DROP TABLE \"Sales\".\"Or\"\"ders\", \"Sales\".events");
        assertThat(project.runs("partition:status").lines())
                .contains("[INFO] no table is partitioned");
    }

    private List<String> ask(String json, String path) {
        return db.query(
                "SELECT jsonb_path_query(CAST('%s' AS jsonb), '$.%s') #>> '{}'"
                        .formatted(json.replace("'", "''"), path));
    }
}
