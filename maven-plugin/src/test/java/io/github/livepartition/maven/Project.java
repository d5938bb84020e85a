// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of one of the projects in src/it, with the POM they share, on a database. */
record Project(Path directory, TestDatabase database) {

    private static final Path TEMPLATES = Path.of("src", "it");

    static Project copy(String name, TestDatabase database) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "it"));
            Path directory = Files.createTempDirectory(parent, name + "-");
            Files.copy(TEMPLATES.resolve("pom.xml"), directory.resolve("pom.xml"));
            copyAll(TEMPLATES.resolve(name), directory);
            return new Project(directory, database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    MavenRun run(String... arguments) {
        return MavenRun.of(directory, arguments(arguments));
    }

    /** The same where it must go well. */
    MavenRun runs(String... arguments) {
        MavenRun run = run(arguments);
        if (run.exitCode() != 0) {
            throw new AssertionError(String.join("\n", run.lines()));
        }
        return run;
    }

    /** The same for a user with another home. */
    MavenRun runAtHome(Path home, String... arguments) {
        return MavenRun.finish(
                MavenRun.start(
                        directory,
                        arguments(arguments),
                        Map.of("MAVEN_OPTS", "-Duser.home=" + home.toAbsolutePath())));
    }

    Process start(String... arguments) {
        return MavenRun.start(directory, arguments(arguments));
    }

    private List<String> arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("-Ddatabase.url=" + database.url());
        all.add("-Ddatabase.user=" + database.ownerUser());
        return all;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in a directory, in its order. */
    List<String> list(String name) {
        try (Stream<Path> files = Files.list(file(name))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
