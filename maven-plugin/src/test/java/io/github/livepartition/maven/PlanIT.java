// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
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
                INSERT INTO "Sales"."Orders" SELECT g, timestamptz '2026-01-01 00:00+00' + g * interval '1 minute' FROM generate_series(1, 30000) AS g;
                ANALYZE "Sales"."Orders";
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
                .anyMatch(
                        line ->
                                line.matches(
                                        ".*     4 of 6: validate the bounds check .*; about \\d.*s"))
                .anyMatch(
                        line ->
                                line.matches(
                                        ".*     about .* in one session without pauses, and what is written meanwhile comes on top: an estimate, from sizes, statistics and .*/s, as .* of the table were read just now"))
                .anyMatch(
                        line ->
                                line.matches(
                                        ".*     needs about .* of disk, and writes about .* of WAL \\(estimated from sizes and statistics\\)"))
                .containsSubsequence(
                        "[INFO]     the partitions, as the statistics have them:",
                        "[INFO]       \"Orders_y2027m01\" FROM ('2027-01-01 00:00:00+00') TO ('2027-02-01 00:00:00+00'): for rows to come")
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "[INFO]       \"Orders_legacy\" FROM (MINVALUE) TO ('2027-01-01 00:00:00+00'): about 30,000 rows, 2."))
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
    void recommendsWhatToPartitionAndHowWhereNothingIsPending() {
        db.query(
                """
                CREATE TABLE "Sales"."it's" ("I d" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), no text UNIQUE);
                INSERT INTO "Sales"."it's" (at, no) SELECT timestamptz '2024-01-01 00:00+00' + g * interval '3 minutes', g FROM generate_series(1, 40000) AS g;
                CREATE TABLE "Sales".line (item bigint REFERENCES "Sales"."it's");
                CREATE TABLE "Sales".scattered (at date NOT NULL, what text);
                INSERT INTO "Sales".scattered SELECT date '2020-01-01' + (g * 7919) % 1000, repeat('x', 100) FROM generate_series(1, 50000) AS g;
                CREATE TABLE "Sales".plain (what text);
                INSERT INTO "Sales".plain SELECT repeat('x', 100) FROM generate_series(1, 30000) AS g;
                CREATE TABLE "Sales".done (at date NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE "Sales".done_all PARTITION OF "Sales".done DEFAULT;
                CREATE TABLE "Sales".done_legacy (at date);
                INSERT INTO "Sales".done_legacy SELECT date '2020-01-01' FROM generate_series(1, 50000) AS g;
                ANALYZE;
                """);
        String before = relations();
        List<String> lines = plan("nothing", "-DlargerThan=1 MB").lines();
        assertThat(lines)
                .containsSubsequence(
                        "[INFO] no partition change is pending in db/changelog.yaml",
                        "[INFO] what is recommended, from PostgreSQL's statistics:",
                        "[INFO]     partition it by \"at\", in ranges of a year, strategy copy",
                        "[INFO]     mvn partition:generate -DschemaName=Sales -DtableName=scattered -DpartitionColumn=at -Dinterval=year -Dstrategy=copy",
                        "[INFO]     partition it by \"I d\", in ranges of 100,000,000, strategy attach",
                        "[INFO]     1 foreign key names it; by \"at\" each of them would have to name that column too.",
                        "[INFO]     A unique key must contain the partition column; look at \"it's_no_key\".",
                        "[INFO]     mvn partition:generate -DschemaName=Sales -DtableName='it'\\''s' -DpartitionColumn='I d' -Dinterval=100000000",
                        "[INFO]     No column is fit: it takes a NOT NULL date or timestamp, or a whole number that only grows and is the primary key.")
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "[INFO]   \"Sales\".\"scattered\": about 50,000 rows, "))
                .noneMatch(line -> line.contains("done"))
                .noneMatch(line -> line.contains("databasechangelog"));
        assertThat(relations()).isEqualTo(before);
        assertThat(plan("nothing").lines())
                .contains(
                        "[INFO] no table is worth partitioning: none is larger than 10 GB, or will be in a year");
        assertThat(plan("orders,later", "-DtableName=Orders").lines())
                .contains("[INFO] db/changelog.yaml::orders::me")
                .doesNotContain("[INFO] db/changelog.yaml::later::me");
        assertThat(plan("orders", "-DtableName=line").lines())
                .contains("[INFO]   \"Sales\".\"line\": about 0 rows, 0 bytes");
        assertThat(plan("orders", "-DtableName=done").lines())
                .anyMatch(
                        line ->
                                line.contains(
                                        "no table that could be partitioned is called \"Sales\".\"done\""));
    }

    private String relations() {
        return db.one(
                "SELECT string_agg(oid || relname || relfilenode, ',' ORDER BY oid) FROM pg_class WHERE oid >= 16384");
    }

    private MavenRun plan(String contexts, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("partition:plan", "-Dliquibase.contexts=" + contexts));
        arguments.addAll(List.of(more));
        return Project.copy("plan", db).run(arguments.toArray(String[]::new));
    }
}
