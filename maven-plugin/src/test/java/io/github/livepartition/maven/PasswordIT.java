// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import io.github.livepartition.testing.TestRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords come from where Maven keeps them, and go to PostgreSQL alone. */
@PostgresTest
class PasswordIT {

    private static final String PASSWORD = "Geh&eim<7";

    private TestDatabase db;
    private Project project;
    private TestRole guest;
    private Path home;

    @BeforeEach
    void requireAPassword(TestDatabase database) throws Exception {
        db = database;
        project = Project.copy("status", db);
        guest = db.role("guest");
        db.asSuperuser("ALTER ROLE \"%s\" PASSWORD '%s'".formatted(guest.user(), PASSWORD));
        home = Files.createDirectories(project.file("home/.m2")).getParent();
        Path rules = Path.of(db.asSuperuser("SHOW hba_file").get(0));
        assumeThat(rules).as("the server is on this machine").exists();
        String rule = "host \"%s\" \"%s\" all scram-sha-256\n".formatted(db.name(), guest.user());
        Files.writeString(rules, rule + Files.readString(rules));
        db.asSuperuser("SELECT pg_reload_conf()");
        while (letsInWith("wrong")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void comesFromAServerOfTheSettingsPlainOrEncrypted() throws Exception {
        settings("Geh&amp;eim&lt;7");
        assertThat(status("-Dliquibase.server=database").exitCode()).isZero();

        String master = encrypted("--encrypt-master-password", "Master&1");
        Files.writeString(
                home.resolve(".m2/settings-security.xml"),
                "<settingsSecurity><master>%s</master></settingsSecurity>".formatted(master));
        settings("staging: " + encrypted("--encrypt-password", PASSWORD));
        MavenRun run = status("-Dliquibase.server=database");
        assertThat(run.exitCode()).as(String.join("\n", run.lines())).isZero();
        assertThat(run.lines()).noneMatch(line -> line.contains("Master&1"));

        settings("wrong");
        assertThat(status("-Dliquibase.server=database").lines())
                .anyMatch(line -> line.contains("password authentication failed"));
    }

    @Test
    void comesFromTheCommandLine() {
        MavenRun run =
                status("-Dliquibase.username=" + guest.user(), "-Dliquibase.password=" + PASSWORD);
        assertThat(run.exitCode()).as(String.join("\n", run.lines())).isZero();
    }

    /** With everything that Maven says, of which nothing may be the password. */
    private MavenRun status(String... more) {
        List<String> arguments = new ArrayList<>(List.of("-X", "partition:status"));
        arguments.addAll(List.of(more));
        MavenRun run = project.runAtHome(home, arguments.toArray(String[]::new));
        assertThat(run.lines()).hasSizeGreaterThan(50);
        assertThat(run.lines()).noneMatch(line -> line.contains(PASSWORD));
        return run;
    }

    private String encrypted(String option, String text) {
        List<String> lines = project.runAtHome(home, option, text).lines();
        return lines.stream().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
    }

    private void settings(String password) throws IOException {
        Files.writeString(
                home.resolve(".m2/settings.xml"),
                """
                <settings>
                  <pluginGroups><pluginGroup>io.github.livepartition</pluginGroup></pluginGroups>
                  <servers><server><id>database</id><username>%s</username><password>%s</password></server></servers>
                </settings>
                """
                        .formatted(guest.user(), password),
                StandardCharsets.UTF_8);
    }

    private boolean letsInWith(String password) {
        try {
            DriverManager.getConnection(db.url(), guest.user(), password).close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
