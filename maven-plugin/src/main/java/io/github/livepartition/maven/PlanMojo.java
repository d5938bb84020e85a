// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.change.OnlineChange;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.RefusedException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import liquibase.exception.LiquibaseException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Shows what each partition change of the changelog that has not run yet would do: its stages with
 * their locks and their work, and every reason against it. Connects and reads, changes nothing.
 */
@Mojo(name = "plan", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class PlanMojo extends AbstractPartitionMojo {

    @Override
    void run(Changelog changelog) throws LiquibaseException, SQLException, MojoFailureException {
        List<OnlineChange> pending = changelog.pending();
        if (pending.isEmpty()) {
            getLog().info("no partition change is pending in " + changelog.file());
        }
        long refused = 0;
        for (OnlineChange change : pending) {
            getLog().info(change.getChangeSet().toString(false));
            refused += show(change, changelog) ? 0 : 1;
        }
        if (refused > 0) {
            throw new MojoFailureException(
                    "%d of %d partition changes cannot be done as they are"
                            .formatted(refused, pending.size()));
        }
    }

    /** Whether it can be done. */
    private boolean show(OnlineChange change, Changelog changelog) throws SQLException {
        try {
            Optional<Plan> plan = change.plan(changelog.database());
            plan.map(PlanReport::new)
                    .map(PlanReport::lines)
                    .orElse(
                            List.of(
                                    "the table is not there yet; it is planned when its turn comes"))
                    .forEach(line -> getLog().info("  " + line));
            return true;
        } catch (RefusedException e) {
            e.getMessage().lines().forEach(line -> getLog().error("  " + line));
            return false;
        }
    }
}
