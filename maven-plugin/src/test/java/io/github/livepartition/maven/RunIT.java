// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class RunIT {

    private static final String ROWS =
            "SELECT count(*) || ' ' || sum(hashtextextended(o::text, 0)) FROM \"Sales\".\"Orders\" AS o";

    private TestDatabase db;
    private Project project;
    private String rows;

    @BeforeEach
    void createTables(TestDatabase database) {
        db = database;
        project = Project.copy("run", db);
        db.query(
                """
                CREATE TABLE "Sales"."Orders" (id bigint PRIMARY KEY, at timestamptz NOT NULL, what text);
                INSERT INTO "Sales"."Orders" SELECT g, timestamptz '2019-03-01 00:00+00' + g * interval '1 hour', 'it ''' || g
                  FROM generate_series(1, 20000) AS g;
                ANALYZE "Sales"."Orders";
                CREATE TABLE "Sales".events (id bigint PRIMARY KEY, at date);
                """);
        rows = db.one(ROWS);
    }

    @Test
    void preparesAConversionUpToTheCutOverWithoutLiquibasesLock() {
        project.runs("liquibase:update", "-Dliquibase.contexts=unrelated");
        db.query("UPDATE databasechangeloglock SET locked = true, lockedby = 'another deployment'");
        MavenRun run = project.runs("partition:run", "-Dliquibase.contexts=convert");
        assertThat(run.lines())
                .containsSubsequence(
                        "[INFO] db/changelog.yaml::orders::me",
                        "[INFO]   stage 1 of 4: build the index \"Orders_legacy_pkey\"",
                        "[INFO]   stage 4 of 4: validate the bounds check \"Orders_legacy_bounds\"",
                        "[INFO]   left for the update: cut over; analyze \"Sales\".\"Orders\"")
                .noneMatch(line -> line.contains(db.ownerPassword()));
        assertThat(kind()).isEqualTo("r");
        assertThat(project.runs("partition:run", "-Dliquibase.contexts=convert").lines())
                .as("run again it has nothing to do")
                .noneMatch(line -> line.contains("stage "));
        db.query("UPDATE databasechangeloglock SET locked = false");
        assertThat(project.runs("liquibase:update", "-Dliquibase.contexts=convert").lines())
                .anyMatch(line -> line.contains("stage 1 of 2: cut over"));
        assertThat(kind()).isEqualTo("p");
        assertThat(recorded()).isEqualTo("unrelated orders");
    }

    @Test
    void copiesAndBuildsIndexesAndLeavesTheSwitch() {
        MavenRun run = project.runs("partition:run", "-Dliquibase.contexts=copy");
        assertThat(run.lines())
                .contains(
                        "[INFO]   left for the update: replay the changes, compare \"Sales\".\"Orders\" with \"Sales\".\"Orders_copy\"; switch")
                .anyMatch(line -> line.contains("[####################] 100% copied, 20000 rows"));
        db.query("INSERT INTO \"Sales\".\"Orders\" VALUES (0, '2026-01-01 00:00+00', 'meanwhile')");
        rows = db.one(ROWS);
        project.runs("liquibase:update", "-Dliquibase.contexts=copy");
        assertThat(kind()).isEqualTo("p");
        assertThat(db.one(ROWS)).isEqualTo(rows);
    }

    @Test
    void killedWhileItMovesRowsItGoesOnAndOthersDeployMeanwhile() throws Exception {
        project.runs("liquibase:update", "-Dliquibase.contexts=convert");
        Session brake = paused();
        Process run = project.start("partition:run", "-Dliquibase.contexts=stage");
        await("SELECT 1 FROM pg_class WHERE relname = 'Orders_y2019' AND NOT relispartition");
        assertThat(project.runs("partition:status").lines())
                .anyMatch(line -> line.contains("at work: pid "))
                .anyMatch(line -> line.contains("paused by pid %d".formatted(brake.pid())))
                .anyMatch(line -> line.matches(".*\"Orders_y2019\" from .*: being copied"));
        project.runs("liquibase:update", "-Dliquibase.contexts=unrelated");
        assertThat(recorded()).isEqualTo("orders unrelated");
        run.destroyForcibly().waitFor();
        await(
                "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'partition Sales.Orders%' AND datname = current_database())");
        brake.close();
        project.runs("partition:run", "-Dliquibase.contexts=stage");
        assertThat(project.runs("liquibase:update", "-Dliquibase.contexts=stage").lines())
                .anyMatch(line -> line.endsWith(": nothing is left to do"));
        assertThat(recorded()).isEqualTo("orders unrelated stage");
        project.runs("liquibase:update", "-Dliquibase.contexts=complete");
        assertThat(db.one(ROWS)).isEqualTo(rows);
    }

    @Test
    void movesSlicesAsAWhole() {
        project.runs("liquibase:update", "-Dliquibase.contexts=convert");
        project.runs("partition:run", "-Dliquibase.contexts=slices");
        assertThat(
                        db.one(
                                "SELECT count(*) FROM \"Sales\".\"Orders_legacy\" WHERE at < '2021-01-01 00:00+00'"))
                .isEqualTo("0");
        assertThat(project.runs("liquibase:update", "-Dliquibase.contexts=slices").lines())
                .anyMatch(line -> line.endsWith(": nothing is left to do"));
        assertThat(recorded()).isEqualTo("orders slices");
        assertThat(db.one(ROWS)).isEqualTo(rows);
    }

    @Test
    void toldToEndItStopsAndSaysHowToGoOn() throws Exception {
        project.runs("liquibase:update", "-Dliquibase.contexts=convert");
        Session brake = paused();
        Process run = project.start("partition:run", "-Dliquibase.contexts=stage,complete");
        await("SELECT 1 FROM pg_class WHERE relname = 'Orders_y2019' AND NOT relispartition");
        interrupt(run);
        assertThat(MavenRun.finish(run).lines())
                .contains("[INFO] stopping after this batch: it was told to end");
        awaitNobodyAtWork();
        MavenRun ended = runUntilItsHoursEnd();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.lines())
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "[INFO] stopping after this batch: it is not between "))
                .anyMatch(line -> line.endsWith(" (UTC); run it again to go on"));
        awaitNobodyAtWork();
        brake.close();
        project.runs("partition:run", "-Dliquibase.contexts=stage");
        assertThat(project.runs("liquibase:update", "-Dliquibase.contexts=stage").lines())
                .anyMatch(line -> line.endsWith(": nothing is left to do"));
        project.runs("liquibase:update", "-Dliquibase.contexts=complete");
        assertThat(db.one(ROWS)).isEqualTo(rows);
    }

    /** Somebody has paused it, so that it is at work when they end; once it has begun in time. */
    private MavenRun runUntilItsHoursEnd() {
        for (int seconds = 10; ; seconds *= 2) {
            LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
            String hours = now.minusHours(1) + "-" + now.plusSeconds(seconds);
            MavenRun run =
                    project.run(
                            "partition:run", "-Dliquibase.contexts=stage", "-Dbetween=" + hours);
            if (run.lines().stream().noneMatch(line -> line.contains("not begun"))) {
                return run;
            }
            assertThat(seconds).isLessThan(300);
        }
    }

    /** As Ctrl-C does; but whoever starts the build in the background makes it deaf to that. */
    private static void interrupt(Process run) throws Exception {
        Path status = Path.of("/proc/%d/status".formatted(run.pid()));
        boolean deaf =
                !Files.exists(status)
                        || Files.readAllLines(status).stream()
                                .filter(line -> line.startsWith("SigIgn:"))
                                .anyMatch(
                                        line ->
                                                (Long.parseLong(
                                                                        line.strip()
                                                                                .replaceFirst(
                                                                                        ".*\\s",
                                                                                        ""),
                                                                        16)
                                                                & 2)
                                                        != 0);
        if (deaf) {
            run.toHandle().destroy();
        } else {
            new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
        }
    }

    private void awaitNobodyAtWork() throws InterruptedException {
        await(
                "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE '%partition%' AND datname = current_database())");
    }

    @Test
    void leavesAloneWhatIsNotToRunNow() {
        LocalTime later =
                LocalTime.now(ZoneOffset.UTC).plusHours(3).truncatedTo(ChronoUnit.MINUTES);
        String closed = later + "-" + later.plus(Duration.ofHours(1));
        assertThat(
                        project.runs(
                                        "partition:run",
                                        "-Dliquibase.contexts=convert",
                                        "-Dbetween=" + closed)
                                .lines())
                .contains("[INFO]   not begun: it is not between %s (UTC)".formatted(closed));
        assertThat(project.runs("partition:run", "-Dliquibase.contexts=conditional").lines())
                .contains(
                        "[INFO]   not begun: its preconditions do not hold now, the update decides about it");
        MavenRun refused = project.run("partition:run", "-Dliquibase.contexts=refused,convert");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.lines())
                .contains("[ERROR]   column \"at\" of table \"Sales\".\"events\" may be NULL")
                .contains("[INFO]   left for the update: cut over; analyze \"Sales\".\"Orders\"");
        assertThat(project.run("partition:run", "-Dbetween=5-6").lines())
                .anyMatch(line -> line.contains("between \"5-6\" in timeZone \"UTC\" is not like"));
    }

    private Session paused() throws Exception {
        Session brake = db.session("brake");
        brake.run(
                "SELECT pg_advisory_lock(hashtextextended('livepartition pause \"Sales\".\"Orders\"', 0))");
        return brake;
    }

    private void await(String query) throws InterruptedException {
        for (int i = 0; db.query(query).isEmpty(); i++) {
            assertThat(i).as(query).isLessThan(2400);
            Thread.sleep(50);
        }
    }

    private String kind() {
        return db.one("SELECT relkind FROM pg_class WHERE oid = '\"Sales\".\"Orders\"'::regclass");
    }

    private String recorded() {
        return db.one("SELECT string_agg(id, ' ' ORDER BY orderexecuted) FROM databasechangelog");
    }
}
