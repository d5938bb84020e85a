// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class GenerateIT {

    private TestDatabase db;
    private Project project;

    @BeforeEach
    void createTables(TestDatabase database) {
        db = database;
        project = Project.copy("generate", db);
        db.query(
                """
                CREATE TABLE "Sales"."Or""ders" (id bigint PRIMARY KEY, "a t" timestamptz NOT NULL);
                INSERT INTO "Sales"."Or""ders" SELECT g, timestamptz '2024-05-05 00:00+00' + g * interval '1 day' FROM generate_series(1, 800) AS g;
                CREATE TABLE "Sales".events (id bigint PRIMARY KEY, at date, UNIQUE (at));
                """);
    }

    @Test
    void includesANewFileInAnXmlChangelogAndKeepsEveryOtherByte() throws Exception {
        byte[] before = Files.readAllBytes(project.file("db/master.xml"));
        generate("master.xml");
        String after = latin1(Files.readAllBytes(project.file("db/master.xml")));
        String include =
                "\t<include file=\"partition-Or_ders.xml\" relativeToChangelogFile=\"true\"/>\r\n";
        assertThat(after).contains(include + "</databaseChangeLog>\r\n<!-- after");
        assertThat(after.replace(include, "")).isEqualTo(latin1(before));
        assertThat(project.read("db/partition-Or_ders.xml"))
                .contains(
                        "<changeSet id=\"orders-convert\" author=\"J &amp; R\" runInTransaction=\"false\">")
                .contains("tableName=\"Or&quot;ders\"");
        assertRunsAsAWhole(
                "master.xml", "orders-convert orders-move-to-2025-01-01 orders-move-to-2026-01-01");
    }

    @Test
    void includesItInAYamlChangelog() throws Exception {
        String before = project.read("db/master.yaml");
        generate("master.yaml");
        assertThat(project.read("db/master.yaml"))
                .isEqualTo(
                        before
                                + "  - include:\n"
                                + "      file: partition-Or_ders.yaml\n"
                                + "      relativeToChangelogFile: true\n");
        assertRunsAsAWhole("master.yaml", "orders-convert orders-move-to-2025-01-01");
    }

    @Test
    void includesItInAJsonChangelog() throws Exception {
        String before = project.read("db/master.json");
        generate("master.json");
        String include =
                ",\n    { \"include\": { \"file\": \"partition-Or_ders.json\", \"relativeToChangelogFile\": true } }";
        assertThat(project.read("db/master.json")).contains("]}}" + include + "\n  ],");
        assertThat(project.read("db/master.json").replace(include, "")).isEqualTo(before);
        assertRunsAsAWhole("master.json", "orders-convert orders-move-to-2025-01-01");
    }

    @Test
    void showsWhatItWouldWrite() throws Exception {
        String before = project.read("db/master.yaml");
        assertThat(generate("master.yaml", "-DdryRun").lines())
                .containsSubsequence(
                        "[INFO] new file db/partition-Or_ders.yaml",
                        "[INFO] + databaseChangeLog:",
                        "[INFO] changed file db/master.yaml",
                        "[INFO]     # nothing after this",
                        "[INFO] +   - include:");
        assertThat(project.read("db/master.yaml")).isEqualTo(before);
        assertThat(project.list("db")).noneMatch(name -> name.contains("partition"));
    }

    @Test
    void refusesWhatCannotBeDoneAndTouchesNothing() throws Exception {
        List<String> before = project.list("db");
        MavenRun refused =
                run("master.yaml", "events", "at", "-Dliquibase.defaultSchemaName=Sales");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.lines())
                .contains("[ERROR] column \"at\" of table \"Sales\".\"events\" may be NULL");
        assertThat(run("master.sql", "Or\"ders", "a t").lines())
                .anyMatch(line -> line.contains("only XML, YAML and JSON can include a file"));
        assertThat(run("gone.yaml", "Or\"ders", "a t").lines())
                .anyMatch(line -> line.contains("gone.yaml"));
        Files.writeString(project.file("db/empty.yaml"), "databaseChangeLog: []\n");
        assertThat(run("empty.yaml", "Or\"ders", "a t").lines())
                .anyMatch(line -> line.contains("databaseChangeLog has nothing in it yet"));
        Files.delete(project.file("db/empty.yaml"));
        assertThat(project.list("db")).isEqualTo(before);
    }

    /** A second run changes nothing, the changesets run, and what drops is left out. */
    private void assertRunsAsAWhole(String changelog, String first) throws IOException {
        byte[] written = Files.readAllBytes(project.file("db/" + changelog));
        assertThat(generate(changelog).lines())
                .contains("[INFO] it is there already, and nothing has changed");
        assertThat(Files.readAllBytes(project.file("db/" + changelog))).isEqualTo(written);
        project.runs(
                "liquibase:update", "-Dchangelog=db/" + changelog, "-Dliquibase.contexts=other");
        assertThat(
                        db.one(
                                "SELECT string_agg(id, ' ' ORDER BY orderexecuted) FROM databasechangelog"))
                .startsWith(first)
                .contains("orders-complete")
                .doesNotContain("orders-drop");
        assertThat(db.one("SELECT count(*) FROM \"Sales\".\"Or\"\"ders\"")).isEqualTo("800");
        assertThat(
                        db.one(
                                "SELECT count(*) FROM pg_inherits WHERE inhparent = '\"Sales\".\"Or\"\"ders\"'::regclass"))
                .matches(n -> Integer.parseInt(n) > 24);
    }

    private MavenRun generate(String changelog, String... more) {
        MavenRun run = run(changelog, "Or\"ders", "a t", more);
        assertThat(run.exitCode()).as(String.join("\n", run.lines())).isZero();
        return run;
    }

    private MavenRun run(String changelog, String table, String column, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "partition:generate",
                                "-Dchangelog=db/" + changelog,
                                "-DschemaName=Sales",
                                "-DtableName=" + table,
                                "-DpartitionColumn=" + column,
                                "-Dinterval=month",
                                "-Dauthor=J & R",
                                "-DidPrefix=orders"));
        arguments.addAll(List.of(more));
        return project.run(arguments.toArray(String[]::new));
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
