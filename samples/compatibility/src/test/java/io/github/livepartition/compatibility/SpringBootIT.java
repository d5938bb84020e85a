// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.compatibility;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
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
    void convertsAtItsStart(String version, TestDatabase db) {
        Path jar = build(version);
        start(jar, db);
        SampleChangelog.assertPartitioned(db);
        start(jar, db); // nothing is left to do
        SampleChangelog.assertPartitioned(db);
    }

    private static Path build(String version) {
        boolean three = version.startsWith("3.");
        Path project = Project.copy("boot", version);
        List<String> arguments = new ArrayList<>(List.of("package", "-Dmaven.test.skip=true"));
        arguments.add("-Dspring-boot.version=" + version);
        arguments.add(
                "-Dspring-boot.liquibase.groupId="
                        + (three ? "org.liquibase" : "org.springframework.boot"));
        arguments.add(
                "-Dspring-boot.liquibase.artifactId="
                        + (three ? "liquibase-core" : "spring-boot-starter-liquibase"));
        arguments.add("-Dchangelog.directory=" + SampleChangelog.DIRECTORY);
        Command.maven(project, arguments).run();
        return project.resolve(Path.of("target", "application.jar"));
    }

    private static void start(Path jar, TestDatabase db) {
        List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString()));
        arguments.add("--spring.datasource.url=" + db.url());
        arguments.add("--spring.datasource.username=" + db.ownerUser());
        arguments.add("--spring.datasource.password=" + db.ownerPassword());
        arguments.add("--spring.liquibase.change-log=classpath:" + SampleChangelog.FILE);
        SampleChangelog.variables(db)
                .forEach(
                        (name, value) ->
                                arguments.add(
                                        "--spring.liquibase.parameters.%s=%s"
                                                .formatted(name, value)));
        Command.java(jar.getParent(), Map.of(), arguments).run();
    }
}
