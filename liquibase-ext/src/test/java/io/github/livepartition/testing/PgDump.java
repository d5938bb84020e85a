// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code pg_dump} of this machine: that of {@code PG_DUMP}, of Debian's directories or of the
 * path, the first that is not older than the server.
 */
public record PgDump(Path program) {

    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+)");

    /** None where this machine has only older ones. */
    public static Optional<PgDump> of(TestDatabase database) {
        return programs()
                .filter(Files::isExecutable)
                .map(PgDump::new)
                .filter(dump -> dump.major() >= database.majorVersion())
                .findFirst();
    }

    private static Stream<Path> programs() {
        Stream<Path> named =
                Stream.ofNullable(System.getenv("PG_DUMP"))
                        .filter(path -> !path.isBlank())
                        .map(Path::of);
        Stream<Path> path =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, "pg_dump"));
        Stream<Path> debian =
                Stream.of(14, 15, 16, 17, 18)
                        .map(
                                major ->
                                        Path.of(
                                                "/usr/lib/postgresql/%d/bin/pg_dump"
                                                        .formatted(major)));
        return Stream.of(named, debian, path).flatMap(programs -> programs);
    }

    /** The schema of a database as SQL. */
    public List<String> schema(TestDatabase database) {
        return of(database, "--schema-only");
    }

    /** What it prints of a database, line by line, without the lines that differ each time. */
    public List<String> of(TestDatabase database, String... options) {
        URI server = URI.create(database.url().substring("jdbc:".length()));
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("--dbname", database.name()));
        return run(
                        Map.of(
                                "PGHOST", server.getHost(),
                                "PGPORT", Integer.toString(server.getPort()),
                                "PGUSER", database.superuserUser(),
                                "PGPASSWORD", database.superuserPassword()),
                        command)
                .stream()
                .filter(line -> !line.matches("\\\\(un)?restrict .*"))
                .toList();
    }

    private int major() {
        Matcher version =
                VERSION.matcher(String.join("", run(Map.of(), List.of(program.toString(), "-V"))));
        return version.lookingAt() ? Integer.parseInt(version.group(1)) : 0;
    }

    private static List<String> run(Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + "\n" + printed);
            }
            return printed.lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
