// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Shows what each partition change of the changelog that has not run yet would do: its stages with
 * their locks and their work, and every reason against it. Connects and reads, changes nothing.
 */
@Mojo(name = "plan", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class PlanMojo extends AbstractChangelogMojo {

    @Override
    void run(Changelog changelog) throws Exception {
        new PendingChanges(changelog, getLog())
                .visit(
                        (changeSet, change) ->
                                change.plan()
                                        .map(PlanReport::new)
                                        .map(PlanReport::lines)
                                        .orElse(List.of(PendingChanges.LATER))
                                        .forEach(line -> getLog().info("  " + line)));
    }
}
