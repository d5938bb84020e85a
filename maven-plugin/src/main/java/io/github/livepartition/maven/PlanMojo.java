// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.change.OnlineChange;
import io.github.livepartition.plan.Advice;
import io.github.livepartition.run.AdviceReading;
import io.github.livepartition.run.EstimateReading;
import io.github.livepartition.sql.QualifiedName;
import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Shows what each partition change of the changelog that has not run yet would do: its stages with
 * their locks, their work and about how long they take, what disk and WAL it needs, what the
 * partitions will hold, and every reason against it. To estimate times it reads 16 MB of a table at
 * most, for 200 ms at most. Where none is pending it recommends which tables to partition, by what,
 * and why, with the command that would write it. Writes report.html, to look at in a browser: all
 * that and where each partitioned table stands. Connects and reads, changes nothing.
 */
@Mojo(name = "plan", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class PlanMojo extends AbstractChangelogMojo {

    /** Schema of the table; the default schema if it is left out. */
    @Parameter(property = "schemaName")
    private String schemaName;

    /** Only the changes of this table; without any, what is recommended for it. */
    @Parameter(property = "tableName")
    private String tableName;

    /** Where no change is pending: so big is a table that is worth it, now or in a year. */
    @Parameter(property = "largerThan", defaultValue = "10 GB")
    private String largerThan;

    /** Where report.html goes. */
    @Parameter(
            property = "outputDirectory",
            defaultValue = "${project.build.directory}/partition",
            required = true)
    private File outputDirectory;

    private Connections connections;
    private Connection connection;

    @Override
    void run(LiquibaseSettings all, Connections sessions) throws Exception {
        connections = sessions.readOnly();
        try (Connection opened = connections.open()) {
            connection = opened;
            super.run(all, connections);
        }
    }

    @Override
    void run(Changelog changelog) throws Exception {
        EstimateReading estimates = new EstimateReading(connection);
        String schema = changelog.database().getDefaultSchemaName();
        ReportFile report = new ReportFile("plan", changelog.file());
        try {
            boolean any =
                    new PendingChanges(changelog, getLog(), change -> isAsked(change, schema))
                            .visit(
                                    (changeSet, change) ->
                                            show(report.plan(changeSet, change, estimates)));
            if (!any) {
                advise(schema, report);
            }
        } finally {
            getLog().info(report.write(outputDirectory.toPath(), connections).toString());
        }
    }

    private boolean isAsked(OnlineChange change, String schema) {
        String of = Optional.ofNullable(change.getSchemaName()).orElse(schema);
        String asked = Optional.ofNullable(schemaName).orElse(schema);
        return tableName == null
                || tableName.equals(change.getTableName()) && Objects.equals(asked, of);
    }

    private void show(Optional<PlanReport> plan) {
        plan.map(PlanReport::lines)
                .orElse(List.of(PendingChanges.LATER))
                .forEach(line -> getLog().info("  " + line));
    }

    private void advise(String schema, ReportFile report)
            throws SQLException, MojoFailureException {
        List<Advice> all = advice(schema);
        getLog().info(
                        all.isEmpty()
                                ? "no table is worth partitioning: none is larger than %s, or will be in a year"
                                        .formatted(largerThan)
                                : "what is recommended, from PostgreSQL's statistics:");
        for (Advice advice : all) {
            AdviceText text = new AdviceText(advice);
            text.lines().forEach(line -> getLog().info("  " + line));
            report.recommend(text);
        }
    }

    private List<Advice> advice(String schema) throws SQLException, MojoFailureException {
        if (tableName == null) {
            return AdviceReading.all(connection, largerThan);
        }
        QualifiedName table =
                QualifiedName.of(Optional.ofNullable(schemaName).orElse(schema), tableName);
        return List.of(
                AdviceReading.of(connection, table)
                        .orElseThrow(
                                () ->
                                        new MojoFailureException(
                                                "no table that could be partitioned is called "
                                                        + table)));
    }
}
