// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Maven of this build on a project, with our artifacts as just built. */
record MavenRun(int exitCode, List<String> lines) {

    static MavenRun of(Path project, List<String> arguments) {
        return finish(start(project, arguments));
    }

    /** Waits for its end. */
    static MavenRun finish(Process maven) {
        try {
            maven.getOutputStream().close();
            String output =
                    new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String plain = output.replaceAll("\u001b\\[[0-9;]*m", "");
            return new MavenRun(maven.waitFor(), plain.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static Process start(Path project, List<String> arguments) {
        return start(project, arguments, Map.of());
    }

    /**
     * @param environment besides ours
     */
    static Process start(Path project, List<String> arguments, Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of(System.getProperty("maven.home") + "/bin/mvn", "-B", "-ntp"));
        words.add("-Dmaven.repo.local=" + System.getProperty("repository.ours"));
        words.add("-Drepository.outer=" + Path.of(System.getProperty("repository.outer")).toUri());
        for (String version : List.of("livepartition", "liquibase", "pgjdbc")) {
            String property = version + ".version";
            words.add("-D%s=%s".formatted(property, System.getProperty(property)));
        }
        words.addAll(arguments);
        try {
            ProcessBuilder maven = new ProcessBuilder(words);
            maven.environment().putAll(environment);
            return maven.directory(project.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
