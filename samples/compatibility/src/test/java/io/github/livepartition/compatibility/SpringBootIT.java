// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.compatibility;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Spring Boot application as one jar, our jar and the changelog inside. */
@PostgresTest
class SpringBootIT {

    static List<String> versions() {
        return Project.versions("spring-boot.versions");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void runsTheSample(String version, TestDatabase db) {
        Path project = Project.copy("boot", version);
        Command.maven(
                        project,
                        List.of(
                                "package",
                                "-Dmaven.test.skip=true",
                                "-Dspring-boot.version=" + version,
                                liquibaseGroup(version),
                                liquibaseArtifact(version),
                                "-Dchangelog.directory=" + SampleChangelog.DIRECTORY))
                .run();

        start(project, db);
        SampleChangelog.assertApplied(db);
        start(project, db); // nothing to do any more
        SampleChangelog.assertApplied(db);
    }

    private static void start(Path project, TestDatabase db) {
        Command.java(
                        project,
                        Map.of(),
                        List.of(
                                "-jar",
                                project.resolve(Path.of("target", "application.jar")).toString(),
                                "--spring.datasource.url=" + db.url(),
                                "--spring.datasource.username=" + db.ownerUser(),
                                "--spring.datasource.password=" + db.ownerPassword(),
                                "--spring.liquibase.change-log=classpath:" + SampleChangelog.FILE))
                .run();
    }

    private static String liquibaseGroup(String version) {
        return "-Dspring-boot.liquibase.groupId="
                + (version.startsWith("3.") ? "org.liquibase" : "org.springframework.boot");
    }

    private static String liquibaseArtifact(String version) {
        return "-Dspring-boot.liquibase.artifactId="
                + (version.startsWith("3.") ? "liquibase-core" : "spring-boot-starter-liquibase");
    }
}
