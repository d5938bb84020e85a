// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.corpus;

import io.github.livepartition.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An application's table: a directory with {@code schema.sql}, {@code rows.sql}, {@code
 * statements.sql}, and a changelog {@code NAME.yaml} for each thing that is done to it; beside one
 * that is refused stands the text of that, {@code NAME.refused.txt}.
 */
record Case(Path directory) {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    /** {@code -Dcorpus=…}, a regular expression of names. */
    private static final String WANTED = System.getProperty("corpus", ".*");

    /** What stands for the name of a role: {@code :"app"}. */
    private static final Pattern ROLE = Pattern.compile(":\"(\\w+)\"");

    static List<Case> all() {
        try (Stream<Path> directories = Files.list(CORPUS)) {
            return directories
                    .filter(Files::isDirectory)
                    .filter(directory -> directory.getFileName().toString().matches(WANTED))
                    .sorted(Comparator.naturalOrder())
                    .map(Case::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema with its rows, as the owner. */
    void create(TestDatabase database) {
        for (String file : List.of("schema.sql", "rows.sql")) {
            String sql =
                    ROLE.matcher(read(file).orElseThrow())
                            .replaceAll(role -> quoted(database, role.group(1)));
            database.query(sql);
        }
        database.query("ANALYZE");
    }

    Statements statements() {
        return Statements.of(read("statements.sql").orElseThrow());
    }

    boolean has(String change) {
        return Files.exists(file(change));
    }

    int changeSets(String change) {
        return read(file(change).getFileName().toString())
                        .orElseThrow()
                        .split("- changeSet:")
                        .length
                - 1;
    }

    Optional<String> refusal(String change) {
        return read(change + ".refused.txt").map(String::strip);
    }

    private Path file(String change) {
        return directory.resolve(change + ".yaml");
    }

    private Optional<String> read(String file) {
        Path path = directory.resolve(file);
        try {
            return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(TestDatabase database, String role) {
        return '"' + database.role(role).user().replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return directory.getFileName().toString();
    }
}
