// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Liquibase's own launcher, our jar in its lib folder. */
@PostgresTest
class CommandLineIT {

    static List<String> versions() {
        return Project.versions("liquibase.versions");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void convertsAndReturns(String version, TestDatabase db) {
        Path project = Project.copy("cli", version);
        Command.maven(project, List.of("package", "-Dliquibase.version=" + version)).run();

        liquibase(project, db, "update-to-tag", "--tag=" + SampleChangelog.TAG);
        SampleChangelog.assertOneTable(db);
        assertThat(liquibase(project, db, "update-sql")).contains("ATTACH PARTITION");
        SampleChangelog.assertOneTable(db);
        liquibase(project, db, "update");
        SampleChangelog.assertPartitioned(db);
        liquibase(project, db, "rollback", "--tag=" + SampleChangelog.TAG);
        SampleChangelog.assertOneTable(db);
    }

    /** As the script of the download starts it. */
    private static String liquibase(
            Path project, TestDatabase db, String command, String... options) {
        Path home = project.resolve(Path.of("target", "home"));
        List<String> arguments = new ArrayList<>();
        arguments.add("-cp");
        arguments.add(home.resolve(Path.of("internal", "lib", "liquibase-core.jar")).toString());
        arguments.add("liquibase.integration.commandline.LiquibaseLauncher");
        arguments.add("--search-path=" + SampleChangelog.DIRECTORY);
        arguments.add(command);
        arguments.add("--changelog-file=" + SampleChangelog.FILE);
        arguments.add("--url=" + db.url());
        arguments.add("--username=" + db.ownerUser());
        arguments.add("--password=" + db.ownerPassword());
        arguments.addAll(List.of(options));
        SampleChangelog.variables(db)
                .forEach((name, value) -> arguments.add("-D%s=%s".formatted(name, value)));
        return Command.java(project, Map.of("LIQUIBASE_HOME", home.toString()), arguments).run();
    }
}
