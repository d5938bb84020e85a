// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.catalog.Server;
import io.github.livepartition.change.PendingChange;
import io.github.livepartition.maven.report.AdviceView;
import io.github.livepartition.maven.report.ChangeView;
import io.github.livepartition.maven.report.Report;
import io.github.livepartition.maven.report.ReportPage;
import io.github.livepartition.maven.report.Sample;
import io.github.livepartition.maven.report.TableView;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.run.EstimateReading;
import io.github.livepartition.run.StatusReading;
import io.github.livepartition.sql.QualifiedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import liquibase.changelog.ChangeSet;

/** report.html: the pending changes, and where the tables stand when it is written. */
final class ReportFile {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final String goal;
    private final String changelog;
    private final List<ChangeView> changes = new ArrayList<>();
    private final List<AdviceView> advice = new ArrayList<>();

    ReportFile(String goal, String changelog) {
        this.goal = goal;
        this.changelog = changelog;
    }

    /**
     * The plan of a change, which the report shows too.
     *
     * @throws RefusedException when the change cannot be done; the report has the reasons
     */
    Optional<PlanReport> plan(ChangeSet changeSet, PendingChange change, EstimateReading estimates)
            throws SQLException {
        String id = changeSet.toString(false);
        try {
            Optional<Plan> plan = change.plan();
            Optional<PlanReport> report =
                    plan.isPresent()
                            ? Optional.of(new PlanReport(plan.get(), estimates.read(plan.get())))
                            : Optional.empty();
            changes.add(ReportChanges.view(id, report));
            return report;
        } catch (RefusedException e) {
            changes.add(ReportChanges.refused(id, change.title(), e.findings()));
            throw e;
        }
    }

    void recommend(AdviceText text) {
        advice.add(text.view());
    }

    /** With as much as there is. */
    Path write(Path directory, Connections connections) throws SQLException, IOException {
        Report report;
        try (Connection connection = connections.open()) {
            report = report(connection, connections.address(), new ProgressJson(directory).read());
        }
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve("report.html"), ReportPage.of(report));
    }

    private Report report(
            Connection connection, String address, Map<QualifiedName, List<Sample>> progress)
            throws SQLException {
        Server server = CatalogReader.ask(connection, CatalogReader::server);
        List<TableView> tables = new ArrayList<>();
        for (PartitionedTable table : StatusReading.tables(connection)) {
            tables.add(
                    ReportTables.view(
                            StatusReading.read(connection, table, false),
                            server.now(),
                            progress.getOrDefault(table.name(), List.of())));
        }
        return new Report(
                goal,
                TIME.format(server.now()),
                address,
                server.versionText(),
                Optional.of(changelog),
                tables,
                changes,
                advice);
    }
}
