// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class PlanIT {

    private TestDatabase db;

    @BeforeEach
    void createTables(TestDatabase database) {
        db = database;
        db.query(
                """
                CREATE TABLE "Sales"."Orders" (id bigint PRIMARY KEY, at timestamptz NOT NULL);
                CREATE TABLE "Sales".events (id bigint PRIMARY KEY, at date);
                """);
    }

    @Test
    void showsEachStageWithItsLockAndItsWorkAndChangesNothing() {
        String before = relations();
        MavenRun run = plan("orders,later");
        assertThat(run.exitCode()).as(String.join("\n", run.lines())).isZero();
        assertThat(run.lines())
                .containsSubsequence(
                        "[INFO] db/changelog.yaml::orders::me",
                        "[INFO]   partition \"Sales\".\"Orders\" by range (\"at\")",
                        "[INFO]     The old heap becomes the partition \"Sales\".\"Orders_legacy\"; no row is copied or moved.",
                        "[INFO] db/changelog.yaml::later::me",
                        "[INFO]   the table is not there yet; it is planned when its turn comes")
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "[INFO]     5 of 6: cut over; ACCESS EXCLUSIVE in short attempts; "))
                .noneMatch(line -> line.contains(db.ownerPassword()));
        assertThat(relations()).isEqualTo(before);
    }

    @Test
    void showsEveryReasonAgainstAChangeAndFails() {
        MavenRun run = plan("orders,events");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .contains(
                        "[INFO] db/changelog.yaml::events::me",
                        "[ERROR]   table \"Sales\".\"events\" cannot be partitioned by \"at\"",
                        "[ERROR]     Detail: Primary key \"events_pkey\" (id) does not contain \"at\".",
                        "[ERROR]   column \"at\" of table \"Sales\".\"events\" may be NULL")
                .anyMatch(
                        line ->
                                line.contains(
                                        "1 of 2 partition changes cannot be done as they are"));
    }

    @Test
    void saysThatNothingIsPending() {
        assertThat(plan("nothing").lines())
                .contains("[INFO] no partition change is pending in db/changelog.yaml");
    }

    private String relations() {
        return db.one(
                "SELECT string_agg(oid || relname || relfilenode, ',' ORDER BY oid) FROM pg_class WHERE oid >= 16384");
    }

    private MavenRun plan(String contexts) {
        return Project.copy("plan", db).run("partition:plan", "-Dliquibase.contexts=" + contexts);
    }
}
