// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.Content;
import io.github.livepartition.catalog.ContentReader;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.VerifyRefusals;
import io.github.livepartition.run.StatusReading;
import io.github.livepartition.run.Verification;
import io.github.livepartition.sql.QualifiedName;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Reads every row of partitioned tables in one snapshot: counts and hashes of each partition that
 * do not depend on the order of rows, and rows outside their own bounds. Looks for invalid and
 * missing indexes, gaps between partitions, and what is half attached or detached. Fails when
 * something is not as it should be. Changes nothing; whoever wants to lock the table exclusively, a
 * slice of a move too, waits meanwhile.
 */
@Mojo(name = "verify", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class VerifyMojo extends AbstractPartitionMojo {

    /**
     * Tables to read, each with or without its schema, also one that is not partitioned yet; all
     * partitioned ones if it is not set.
     */
    @Parameter(property = "tables")
    private List<String> tables = List.of();

    /** A verify.json of an earlier run; fails where a table has other rows by now. */
    @Parameter(property = "baseline")
    private File baseline;

    /** Where verify.json goes. */
    @Parameter(
            property = "outputDirectory",
            defaultValue = "${project.build.directory}/partition",
            required = true)
    private File outputDirectory;

    @Override
    void run(LiquibaseSettings all, Connections connections) throws Exception {
        Map<QualifiedName, String> before =
                baseline == null ? Map.of() : VerifyJson.read(baseline.toPath());
        List<Verification> read = new ArrayList<>();
        try (Connection connection = connections.readOnly().open()) {
            for (PartitionedTable table : find(connection)) {
                read.add(Verification.of(connection, table));
            }
        }
        Path file = outputDirectory.toPath().resolve("verify.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, VerifyJson.of(read) + "\n");
        int findings = 0;
        for (Verification table : read) {
            findings += show(table, before);
        }
        if (findings > 0) {
            throw new MojoFailureException(
                    "%d findings; the details are above and in %s".formatted(findings, file));
        }
    }

    private List<PartitionedTable> find(Connection connection)
            throws SQLException, MojoFailureException {
        List<PartitionedTable> known = new ArrayList<>(StatusReading.tables(connection));
        for (String name : tables) {
            known.addAll(ContentReader.plainTables(connection, name.strip()));
        }
        return new TableNames(tables).of(known.stream().distinct().toList());
    }

    /** How many findings there are. */
    private int show(Verification table, Map<QualifiedName, String> before) {
        QualifiedName name = table.table().name();
        String total = VerifyJson.total(table.rows(), table.hash().toString());
        getLog().info("%s: %s".formatted(name, total));
        for (Content content : table.contents()) {
            getLog().info(
                            "  %s: %s"
                                    .formatted(
                                            content.name(),
                                            VerifyJson.total(
                                                    content.rows(), content.hash().toString())));
        }
        List<Finding> findings = new ArrayList<>(table.findings());
        Optional.ofNullable(before.get(name))
                .filter(then -> !then.equals(total))
                .ifPresent(then -> findings.add(VerifyRefusals.changed(name, then, total)));
        findings.forEach(
                finding -> finding.toString().lines().forEach(line -> getLog().error("  " + line)));
        return findings.size();
    }
}
