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
    void runsTheSample(String version, TestDatabase db) throws IOException {
        Path project = Project.copy("maven", version);

        liquibase(project, version, db, "updateSQL");
        assertThat(script(project)).contains("CREATE TABLE");
        liquibase(project, version, db, "futureRollbackSQL");
        assertThat(script(project)).contains("DROP TABLE");
        SampleChangelog.assertRolledBack(db);

        liquibase(project, version, db, "update");
        SampleChangelog.assertApplied(db);

        liquibase(project, version, db, "rollbackSQL", "-Dliquibase.rollbackCount=1");
        assertThat(script(project)).contains("DROP TABLE");
        SampleChangelog.assertApplied(db);
        liquibase(project, version, db, "rollback", "-Dliquibase.rollbackCount=1");
        SampleChangelog.assertRolledBack(db);
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
