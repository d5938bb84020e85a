// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes, for each partition change of the changelog that has not run yet, what update will run and
 * the way back as SQL files for review, and a README that says what to look at. Connects and reads,
 * changes nothing.
 */
@Mojo(name = "script", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class ScriptMojo extends AbstractChangelogMojo {

    /** Where the files go. Scripts that an earlier run left there are removed. */
    @Parameter(
            property = "outputDirectory",
            defaultValue = "${project.build.directory}/partition",
            required = true)
    private File outputDirectory;

    @Override
    void run(Changelog changelog) throws Exception {
        ScriptFiles files = ScriptFiles.in(outputDirectory.toPath(), changelog.file());
        try {
            new PendingChanges(changelog, getLog())
                    .visit(
                            (changeSet, change) -> {
                                for (String name : files.add(changeSet, change)) {
                                    getLog().info("  " + name);
                                }
                            });
        } finally {
            getLog().info(files.finish().toString());
        }
    }
}
