// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ScriptIT {

    private Project project;

    @BeforeEach
    void createTables(TestDatabase db) {
        db.query(
                """
                CREATE TABLE "Sales"."Orders" (id bigint PRIMARY KEY, at timestamptz NOT NULL);
                CREATE TABLE "Sales".events (id bigint PRIMARY KEY, at date);
                """);
        project = Project.copy("script", db);
    }

    @Test
    void writesWhatUpdateSqlAndFutureRollbackSqlPrint() {
        project.runs("partition:script", "-Dliquibase.contexts=convert");
        project.runs("liquibase:updateSQL", "-Dliquibase.contexts=convert");
        String update = project.read("target/partition/01-orders-by-month.update.sql");
        assertThat(update).startsWith("-- LivePartition: partition \"Sales\".\"Orders\"");
        assertThat(project.read("target/liquibase/migrate.sql")).contains(update);
        project.runs("liquibase:futureRollbackSQL", "-Dliquibase.contexts=convert");
        String rollback = project.read("target/partition/01-orders-by-month.rollback.sql");
        assertThat(rollback).startsWith("-- LivePartition: undo the partitioning");
        assertThat(project.read("target/liquibase/migrate.sql")).contains(rollback);
    }

    @Test
    void whatItWritesRunsAndUpdateRecordsIt() throws Exception {
        project.runs("partition:script", "-Dliquibase.contexts=convert");
        for (String statement :
                project.read("target/partition/01-orders-by-month.update.sql")
                        .split(";\n\n(?=--|DO)")) {
            project.database().query(statement);
        }
        MavenRun update = project.runs("liquibase:update", "-Dliquibase.contexts=convert");
        assertThat(update.lines()).anyMatch(line -> line.endsWith(": nothing is left to do"));
        assertThat(project.runs("partition:script", "-Dliquibase.contexts=convert").lines())
                .contains("[INFO] no partition change is pending in db/changelog.yaml");
        assertThat(project.list("target/partition")).containsExactly("README.md");
    }

    @Test
    void saysWhatToLookAtAndWhatHasToWait() throws IOException {
        Files.createDirectories(project.file("target/partition"));
        Files.writeString(project.file("target/partition/07-gone.update.sql"), "");
        Files.writeString(project.file("target/partition/mine.sql"), "");
        project.runs("partition:script", "-Dliquibase.contexts=convert,move");
        assertThat(project.list("target/partition"))
                .containsExactly(
                        "01-orders-by-month.rollback.sql",
                        "01-orders-by-month.update.sql",
                        "02-oldest.rollback.sql",
                        "02-oldest.update.sql",
                        "03-drop.update.sql",
                        "README.md",
                        "mine.sql");
        assertThat(project.read("target/partition/README.md"))
                .contains("- The old heap becomes the partition \"Sales\".\"Orders\\_legacy\"")
                .contains(" cut over; ACCESS EXCLUSIVE in short attempts;")
                .contains("- There is no way back: what was dropped does not come back.")
                .contains("The table is not there yet, or not yet what the change needs;");
        assertThat(project.read("target/partition/02-oldest.update.sql"))
                .contains("is not partitioned yet");
    }

    @Test
    void failsForAChangeThatCannotBeDoneAndSaysWhy() {
        MavenRun run = project.run("partition:script", "-Dliquibase.contexts=convert,refused");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .contains("[ERROR]   column \"at\" of table \"Sales\".\"events\" may be NULL")
                .anyMatch(line -> line.contains("1 of 2 partition changes cannot be done"))
                .noneMatch(line -> line.contains(project.database().ownerPassword()));
        assertThat(project.list("target/partition"))
                .containsExactly(
                        "01-orders-by-month.rollback.sql",
                        "01-orders-by-month.update.sql",
                        "README.md");
        assertThat(project.read("target/partition/README.md"))
                .contains("- column \"at\" of table \"Sales\".\"events\" may be NULL");
    }

    @Test
    void saysThatNothingIsPending() {
        project.runs("partition:script", "-Dliquibase.contexts=nothing");
        assertThat(project.read("target/partition/README.md")).endsWith("None is pending.\n");
    }
}
