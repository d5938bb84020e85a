// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.run.StatusReading;
import io.github.livepartition.run.TableStatus;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Shows where each partitioned table stands: its partitions with their rows and sizes, what is left
 * in the old heap and in the default partition, how long the partitions for new rows will last, who
 * works on it and how far that is, and who stands in the way. Connects and reads, changes nothing.
 */
@Mojo(name = "status", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class StatusMojo extends AbstractPartitionMojo {

    /** Tables to look at, each with or without its schema; all if it is not set. */
    @Parameter(property = "tables")
    private List<String> tables = List.of();

    /** text for people, or json: one object on the standard output, and in status.json. */
    @Parameter(property = "format", defaultValue = "text")
    private String format;

    /**
     * true: rows are counted, all in one snapshot, instead of estimated. That reads every
     * partition, and whoever wants to lock one waits meanwhile, a slice of a move too.
     */
    @Parameter(property = "exact", defaultValue = "false")
    private boolean exact;

    /**
     * What breaks the build: {@code runway<7d} or keys below some number, for what the partitions
     * for new rows will take; {@code legacy>0}, {@code default>0} rows left there; {@code
     * blocked>0} operations that wait for somebody. Several with commas between.
     */
    @Parameter(property = "failOn")
    private List<String> failOn = List.of();

    /** Where status.json goes. */
    @Parameter(
            property = "outputDirectory",
            defaultValue = "${project.build.directory}/partition",
            required = true)
    private File outputDirectory;

    @Override
    void run(LiquibaseSettings all, Connections connections) throws Exception {
        boolean json = format.equals("json");
        if (!json && !format.equals("text")) {
            throw new MojoFailureException("format \"%s\" is not text or json".formatted(format));
        }
        List<FailOn> conditions = FailOn.parse(failOn);
        List<TableStatus> found;
        try (Connection connection = connections.readOnly().open()) {
            found = read(connection);
        }
        if (json) {
            writeJson(found);
        } else {
            show(found);
        }
        judge(found, conditions);
    }

    private List<TableStatus> read(Connection connection)
            throws SQLException, MojoFailureException {
        List<TableStatus> found = new ArrayList<>();
        for (PartitionedTable table : new TableNames(tables).of(StatusReading.tables(connection))) {
            found.add(StatusReading.read(connection, table, exact));
        }
        return found;
    }

    private void show(List<TableStatus> found) {
        if (found.isEmpty()) {
            getLog().info("no table is partitioned");
        }
        found.forEach(table -> StatusText.lines(table).forEach(getLog()::info));
    }

    /** Not through the log: a machine reads it, also with -q. */
    private void writeJson(List<TableStatus> found) throws Exception {
        String text = StatusJson.of(found);
        Path file = outputDirectory.toPath().resolve("status.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
        System.out.println(text);
    }

    private static void judge(List<TableStatus> found, List<FailOn> conditions)
            throws MojoFailureException {
        List<String> failures = new ArrayList<>();
        for (TableStatus table : found) {
            conditions.forEach(on -> on.failure(table).ifPresent(failures::add));
        }
        if (!failures.isEmpty()) {
            throw new MojoFailureException(String.join("; ", failures));
        }
    }
}
