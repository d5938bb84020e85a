// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.change.PendingChange;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Stage;
import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import liquibase.changelog.ChangeSet;
import liquibase.exception.LiquibaseException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Does the slow part of each partition change of the changelog that has not run yet, without
 * Liquibase's lock: index builds, validation and copies up to the cut-over, and moves as a whole. A
 * later update finds that done, does the rest and records the change. It can be killed at any time,
 * and goes on when it is run again; Ctrl-C ends it after the batch that is under way.
 */
@Mojo(name = "run", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class RunMojo extends AbstractChangelogMojo {

    /** What a batch says outside of the hours that its change names. */
    private static final String OUT_OF_HOURS = "57000";

    private static final int MOST_TITLES = 5;

    /** Hours in which it may be at work, such as 22:00-05:00. Outside of them it ends, and well. */
    @Parameter(property = "between")
    private String between;

    /** The clock of between, as a name of the IANA database. */
    @Parameter(property = "timeZone", defaultValue = "UTC")
    private String timeZone;

    /** Where progress.json goes, which the report of plan shows. */
    @Parameter(
            property = "outputDirectory",
            defaultValue = "${project.build.directory}/partition",
            required = true)
    private File outputDirectory;

    private ProgressKeeper progress;

    private Connections connections;

    @Override
    void run(LiquibaseSettings all, Connections readOnly) throws Exception {
        connections = connections(all);
        super.run(all, readOnly);
    }

    @Override
    void run(Changelog changelog) throws Exception {
        Optional<RunWindow> window =
                between == null
                        ? Optional.empty()
                        : Optional.of(RunWindow.parse(between, timeZone));
        progress =
                new ProgressKeeper(
                        new ProgressSamples(InstantSource.system()),
                        new ProgressJson(outputDirectory.toPath()),
                        System::nanoTime,
                        getLog());
        try (RunGuard guard = new RunGuard(connections, window, getLog())) {
            new PendingChanges(changelog, getLog())
                    .visit((changeSet, change) -> visit(changelog, changeSet, change, guard));
        } finally {
            progress.keep();
        }
    }

    private void visit(
            Changelog changelog, ChangeSet changeSet, PendingChange change, RunGuard guard)
            throws SQLException, LiquibaseException {
        Optional<String> against = guard.stopped().or(() -> changelog.hindrance(changeSet));
        changelog.database().rollback(); // an open transaction would be in our own way
        if (against.isPresent()) {
            getLog().info("  not begun: " + against.get());
            return;
        }
        try (Connection worker = connections.open()) {
            Optional<Plan> plan = change.plan(worker);
            if (plan.isEmpty()) {
                getLog().info("  " + PendingChanges.LATER);
                return;
            }
            if (change.ahead(plan.get()).isEmpty() || work(change, worker, guard)) {
                change.plan(worker).ifPresent(this::sayWhatIsLeft);
            }
        }
    }

    /** Whether it was not stopped. */
    private boolean work(PendingChange change, Connection worker, RunGuard guard)
            throws SQLException {
        RunOutput output = RunOutput.of(Terminal.of(session(), getLog()), getLog());
        try {
            guard.during(
                    worker,
                    change.table(),
                    () ->
                            change.runAhead(
                                    worker,
                                    progress.of(change.table(), output),
                                    connections::open));
            return true;
        } catch (SQLException e) {
            if (guard.stopped().isEmpty() && !OUT_OF_HOURS.equals(e.getSQLState())) {
                throw e;
            }
            String why =
                    guard.stopped().orElse("it is not between the hours that the change names");
            getLog().info("  stopped: %s; run it again to go on".formatted(why));
            return false;
        } finally {
            output.flush();
        }
    }

    private void sayWhatIsLeft(Plan plan) {
        List<String> titles = plan.stages().stream().map(Stage::title).toList();
        String first = titles.stream().limit(MOST_TITLES).collect(Collectors.joining("; "));
        int more = titles.size() - MOST_TITLES;
        getLog().info(
                        titles.isEmpty()
                                ? "  nothing is left to do; the update will record it"
                                : "  left for the update: "
                                        + first
                                        + (more > 0 ? "; and %d more".formatted(more) : ""));
    }
}
