// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What users put beside their Liquibase: the tests of this phase run on the jar itself. */
class JarIT {

    @Test
    void bundlesNothingOfOthers() throws Exception {
        assertThat(files())
                .allMatch(
                        name ->
                                name.startsWith("io/github/livepartition/")
                                        || name.startsWith("livepartition.github.io/")
                                        || name.startsWith("META-INF/"))
                .noneMatch(name -> name.contains("/testing/"));
    }

    @Test
    void isFoundByLiquibase() throws Exception {
        assertThat(files())
                .contains(
                        "META-INF/services/liquibase.change.Change",
                        "META-INF/services/liquibase.sqlgenerator.SqlGenerator");
    }

    private static List<String> files() throws Exception {
        Path jar =
                Path.of(
                        ConvertToPartitionedChange.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        assertThat(jar.getFileName().toString()).endsWith(".jar");
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
