// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program to run to its end, without input. */
record Command(Path directory, Map<String, String> environment, List<String> words) {

    Command {
        environment = Map.copyOf(environment);
        words = List.copyOf(words);
    }

    /**
     * Maven, the one that runs this build, with our artifacts and all that it has fetched already.
     */
    static Command maven(Path directory, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of(System.getProperty("maven.home") + "/bin/mvn", "-B", "-ntp"));
        words.add("-Dmaven.repo.local=" + System.getProperty("repository.ours"));
        words.add("-Drepository.outer=" + Path.of(System.getProperty("repository.outer")).toUri());
        words.add("-Dlivepartition.version=" + System.getProperty("livepartition.version"));
        words.add("-Dpgjdbc.version=" + System.getProperty("pgjdbc.version"));
        words.addAll(arguments);
        return new Command(directory, Map.of(), words);
    }

    static Command java(Path directory, Map<String, String> environment, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(arguments);
        return new Command(directory, environment, words);
    }

    /** What it printed; an exit code other than 0 fails the test. */
    String run() {
        var builder =
                new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(
                        "%s ended with %d\n%s".formatted(words, process.exitValue(), output));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
