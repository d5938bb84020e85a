// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.change.PendingChange;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.RefusedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import liquibase.changelog.ChangeSet;

/** The directory of scripts: numbered as the changes run, with a README. */
final class ScriptFiles {

    private static final int LONGEST_NAME = 60;

    private final Path directory;
    private final ScriptReadme readme;
    private int number;

    private ScriptFiles(Path directory, ScriptReadme readme) {
        this.directory = directory;
        this.readme = readme;
    }

    /** Takes away what an earlier run wrote there. */
    static ScriptFiles in(Path directory, String changelog) throws IOException {
        Files.createDirectories(directory);
        try (DirectoryStream<Path> old =
                Files.newDirectoryStream(directory, "[0-9][0-9]*-*.{update,rollback}.sql")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
        return new ScriptFiles(directory, new ScriptReadme(changelog));
    }

    /**
     * The names of the files it has written.
     *
     * @throws RefusedException when the change cannot be done; the README has the reasons
     */
    List<String> add(ChangeSet changeSet, PendingChange change) throws SQLException, IOException {
        number++;
        String name = "%02d-%s".formatted(number, fileName(changeSet.getId()));
        try {
            Optional<Plan> plan = change.plan();
            List<String> names = new ArrayList<>();
            names.add(write(name + ".update.sql", change.updateScript()));
            Optional<String> rollback = change.rollbackScript();
            if (rollback.isPresent()) {
                names.add(write(name + ".rollback.sql", rollback.get()));
            }
            readme.add(changeSet.toString(false), plan, names);
            return names;
        } catch (RefusedException e) {
            readme.addRefused(changeSet.toString(false), change.title(), e.findings());
            throw e;
        }
    }

    /** Writes the README, with as much as there is. */
    Path finish() throws IOException {
        return Files.writeString(directory.resolve("README.md"), readme.text());
    }

    private String write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
        return name;
    }

    /** As any file system takes it. */
    private static String fileName(String id) {
        String name = id.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }
}
