// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class VerifyIT {

    private TestDatabase db;
    private Project project;

    @BeforeEach
    void createTables(TestDatabase database) {
        db = database;
        project = Project.copy("verify", db);
        db.query(
                """
                CREATE TABLE "Sales".plain (gone bigint, at date NOT NULL, "I d" bigint);
                ALTER TABLE "Sales".plain DROP COLUMN gone;
                INSERT INTO "Sales".plain SELECT date '2026-01-01' + g % 59, g FROM generate_series(1, 1000) AS g;
                CREATE TABLE "Sales"."Or""ders" ("I d" bigint, at date NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE "Sales".jan PARTITION OF "Sales"."Or""ders" FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
                CREATE TABLE "Sales".feb PARTITION OF "Sales"."Or""ders" FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
                INSERT INTO "Sales"."Or""ders" SELECT "I d", at FROM "Sales".plain;
                """);
    }

    @Test
    void countsAndHashesTheSameRowsAlikeHoweverTheyAreStored() throws Exception {
        project.runs("partition:verify", "-Dtables=plain");
        String before = project.read("target/partition/verify.json");
        Files.writeString(
                project.file("before.json"), before.replace("\"plain\"", "\"Or\\\"ders\""));
        MavenRun same = project.runs("partition:verify", "-Dbaseline=before.json");
        assertThat(same.lines())
                .anyMatch(line -> line.matches(".*\"Or\"\"ders\": 1,000 rows, hash \\d+"))
                .anyMatch(line -> line.matches(".*\"jan\": \\d+ rows, hash \\d+"))
                .noneMatch(line -> line.contains(db.ownerPassword()));
        db.query("UPDATE \"Sales\".feb SET \"I d\" = -\"I d\" WHERE \"I d\" = 40");
        MavenRun changed = project.run("partition:verify", "-Dbaseline=before.json");
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.lines())
                .contains(
                        "[ERROR]   table \"Sales\".\"Or\"\"ders\" has other rows than in the baseline");
    }

    @Test
    void findsWhatIsNotAsItShouldBe() {
        db.query(
                """
                CREATE INDEX "at x" ON ONLY "Sales"."Or""ders" (at);
                CREATE INDEX jan_at ON "Sales".jan (at);
                ALTER INDEX "Sales"."at x" ATTACH PARTITION "Sales".jan_at;
                CREATE TABLE "Sales".apr PARTITION OF "Sales"."Or""ders" FOR VALUES FROM ('2026-04-01') TO ('2026-05-01');
                CREATE TABLE "Sales".half ("I d" bigint, at date NOT NULL, CONSTRAINT livepartition_bounds CHECK (at > '2000-01-01'));
                COMMENT ON CONSTRAINT livepartition_bounds ON "Sales".half IS '{"table": "Or\\"ders"}';
                """);
        MavenRun run = project.run("partition:verify");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .contains(
                        "[ERROR]   index \"Sales\".\"at x\" of \"Sales\".\"Or\"\"ders\" is not valid",
                        "[ERROR]   partition \"Sales\".\"feb\" has no index that belongs to \"Sales\".\"at x\"",
                        "[ERROR]   \"Sales\".\"half\" was made for table \"Sales\".\"Or\"\"ders\" and is no partition of it",
                        "[ERROR]   there is a gap between partitions of table \"Sales\".\"Or\"\"ders\"",
                        "[ERROR]     Detail: \"Sales\".\"feb\" ends before \"Sales\".\"apr\" begins: FOR VALUES FROM ('2026-02-01') TO ('2026-03-01'), FOR VALUES FROM ('2026-04-01') TO ('2026-05-01').")
                .noneMatch(line -> line.contains("partition \"Sales\".\"jan\" has no index"))
                .anyMatch(line -> line.contains("4 findings"));
    }

    @Test
    void findsRowsOutsideTheirBoundsWhereNoQueryWouldLook() {
        db.query(
                """
                CREATE FUNCTION "Sales".claims(d date) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
                ALTER TABLE "Sales"."Or""ders" DETACH PARTITION "Sales".feb;
                ALTER TABLE "Sales".feb ADD CONSTRAINT claims CHECK (at IS NOT NULL AND "Sales".claims(at));
                INSERT INTO "Sales".feb VALUES (0, '2031-01-01');
                CREATE OR REPLACE FUNCTION "Sales".claims(d date) RETURNS boolean LANGUAGE sql IMMUTABLE AS
                  'SELECT d >= ''2026-02-01'' AND d < ''2026-03-01''';
                ALTER TABLE "Sales"."Or""ders" ATTACH PARTITION "Sales".feb FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
                """);
        assertThat(db.one("SELECT count(*) FROM \"Sales\".\"Or\"\"ders\" WHERE at = '2031-01-01'"))
                .as("pruned")
                .isEqualTo("0");
        MavenRun run = project.run("partition:verify");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .containsSubsequence(
                        "[ERROR]   partition \"Sales\".\"feb\" has rows outside its own bounds",
                        "[ERROR]     Detail: 1 rows are not FOR VALUES FROM ('2026-02-01') TO ('2026-03-01').");
    }
}
