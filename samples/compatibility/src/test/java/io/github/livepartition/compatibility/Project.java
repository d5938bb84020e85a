// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of one of the projects in src/it, to build in. */
final class Project {

    private static final Path TEMPLATES = Path.of("src", "it").toAbsolutePath();

    private Project() {}

    static Path copy(String name, String version) {
        Path from = TEMPLATES.resolve(name);
        Path to = Path.of("target", "it", name + "-" + version).toAbsolutePath();
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(file));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The versions to try, from a property such as {@code -Dliquibase.versions=4.27.0,5.0.4}. */
    static List<String> versions(String property) {
        return List.of(System.getProperty(property).split(","));
    }
}
