// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Shows what each partition change of the changelog that has not run yet would do: its stages with
 * their locks and their work, and every reason against it; and in report.html that and where each
 * partitioned table stands, to look at in a browser. Connects and reads, changes nothing.
 */
@Mojo(name = "plan", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class PlanMojo extends AbstractChangelogMojo {

    /** Where report.html goes. */
    @Parameter(
            property = "outputDirectory",
            defaultValue = "${project.build.directory}/partition",
            required = true)
    private File outputDirectory;

    private Connections connections;

    @Override
    void run(LiquibaseSettings all, Connections readOnly) throws Exception {
        connections = readOnly;
        super.run(all, readOnly);
    }

    @Override
    void run(Changelog changelog) throws Exception {
        ReportFile report = new ReportFile("plan", changelog.file());
        try {
            new PendingChanges(changelog, getLog())
                    .visit(
                            (changeSet, change) ->
                                    report.plan(changeSet, change)
                                            .map(PlanReport::new)
                                            .map(PlanReport::lines)
                                            .orElse(List.of(PendingChanges.LATER))
                                            .forEach(line -> getLog().info("  " + line)));
        } finally {
            getLog().info(report.write(outputDirectory.toPath(), connections).toString());
        }
    }
}
