// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The goals of the liquibase-maven-plugin, in each of the versions asked for. */
@PostgresTest
class MavenPluginIT {

    static List<String> versions() {
        return Project.versions("liquibase.versions");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void convertsAndReturns(String version, TestDatabase db) throws IOException {
        Path project = Project.copy("maven", version);
        liquibase(project, version, db, "update", "-Dliquibase.toTag=" + SampleChangelog.TAG);
        SampleChangelog.assertOneTable(db);

        liquibase(project, version, db, "updateSQL");
        assertThat(script(project)).contains("ATTACH PARTITION");
        liquibase(project, version, db, "futureRollbackSQL");
        assertThat(script(project)).contains("DETACH PARTITION");
        SampleChangelog.assertOneTable(db);

        liquibase(project, version, db, "update");
        SampleChangelog.assertPartitioned(db);

        liquibase(
                project,
                version,
                db,
                "rollbackSQL",
                "-Dliquibase.rollbackTag=" + SampleChangelog.TAG);
        assertThat(script(project)).contains("DETACH PARTITION");
        SampleChangelog.assertPartitioned(db);
        liquibase(
                project, version, db, "rollback", "-Dliquibase.rollbackTag=" + SampleChangelog.TAG);
        SampleChangelog.assertOneTable(db);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void convertsWhatItHasJustCreated(String version, TestDatabase db) throws IOException {
        Path project = Project.copy("maven", version);
        liquibase(project, version, db, "updateSQL");
        assertThat(script(project)).contains("CREATE TABLE app.orders");
        SampleChangelog.assertNothingDone(db);

        liquibase(project, version, db, "update");
        SampleChangelog.assertPartitioned(db);
    }

    private static void liquibase(
            Path project, String version, TestDatabase db, String goal, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("liquibase:" + goal, "-Dliquibase.version=" + version));
        arguments.add("-Dliquibase.url=" + db.url());
        arguments.add("-Dliquibase.username=" + db.ownerUser());
        arguments.add("-Dliquibase.password=" + db.ownerPassword());
        arguments.add("-Dliquibase.searchPath=" + SampleChangelog.DIRECTORY);
        arguments.add("-Dliquibase.changeLogFile=" + SampleChangelog.FILE);
        SampleChangelog.variables(db)
                .forEach((name, value) -> arguments.add("-D%s=%s".formatted(name, value)));
        arguments.addAll(List.of(options));
        Command.maven(project, arguments).run();
    }

    private static String script(Path project) throws IOException {
        Path script = project.resolve(Path.of("target", "liquibase", "migrate.sql"));
        String text = Files.readString(script);
        Files.delete(script);
        return text;
    }
}
