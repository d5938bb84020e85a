// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Maven's users expect of every plugin. */
@PostgresTest
class GoalsIT {

    private static final String NOWHERE = "-Dliquibase.url=jdbc:postgresql://127.0.0.1:1/nowhere";

    @Test
    void helpsAndIsQuietAndSkipsAndFails(TestDatabase database) {
        Project project = Project.copy("plan", database);
        assertThat(project.runs("partition:help", "-Ddetail", "-Dgoal=run").lines())
                .contains("partition:run")
                .anyMatch(line -> line.strip().equals("User property: between"));

        List<String> all =
                List.of(
                        "partition:generate",
                        "partition:plan",
                        "partition:script",
                        "partition:run",
                        "partition:status",
                        "partition:verify",
                        "-DtableName=x",
                        "-DpartitionColumn=y",
                        "-Dinterval=month",
                        "-q",
                        "-o",
                        NOWHERE);
        assertThat(project.runs(with(all, "-Dliquibase.skip")).lines())
                .as("skipped, also offline, and as quiet as that")
                .allMatch(String::isBlank);
        MavenRun failed = project.run(with(all));
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.lines())
                .anyMatch(line -> line.contains("Connection to 127.0.0.1:1 refused"))
                .noneMatch(line -> line.contains(database.ownerPassword()));
    }

    private static String[] with(List<String> arguments, String... more) {
        return Stream.concat(arguments.stream(), List.of(more).stream()).toArray(String[]::new);
    }
}
