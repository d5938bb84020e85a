// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Maven of this build on one of the projects in src/it, with our artifacts as just built. */
record MavenRun(int exitCode, List<String> lines) {

    static MavenRun of(String project, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of(System.getProperty("maven.home") + "/bin/mvn", "-B", "-ntp"));
        words.add("-Dmaven.repo.local=" + System.getProperty("repository.ours"));
        words.add("-Drepository.outer=" + Path.of(System.getProperty("repository.outer")).toUri());
        words.add("-Dlivepartition.version=" + System.getProperty("livepartition.version"));
        words.addAll(arguments);
        try {
            Process maven =
                    new ProcessBuilder(words)
                            .directory(Path.of("src", "it", project).toFile())
                            .redirectErrorStream(true)
                            .start();
            maven.getOutputStream().close();
            String output =
                    new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new MavenRun(maven.waitFor(), output.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
