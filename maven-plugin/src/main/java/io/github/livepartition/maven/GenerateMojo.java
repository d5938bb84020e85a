// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.change.ConvertToPartitionedChange;
import io.github.livepartition.change.ProposedCuts;
import io.github.livepartition.maven.generate.ChangeSetDraft;
import io.github.livepartition.maven.generate.ChangelogException;
import io.github.livepartition.maven.generate.Format;
import io.github.livepartition.maven.generate.Inclusion;
import io.github.livepartition.plan.RefusedException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import liquibase.Scope;
import liquibase.resource.ResourceAccessor;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes the changesets that partition a table into a new file beside the changelog, in its format,
 * and includes that file at the changelog's end, where nothing else changes: the conversion, the
 * moves out of the old heap, and, to be ignored until you decide, what drops it. What is there
 * already stays as it is. Reads the database, changes nothing in it.
 */
@Mojo(name = "generate", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class GenerateMojo extends AbstractChangelogMojo {

    /** Schema of the table; the default schema if it is left out. */
    @Parameter(property = "schemaName")
    private String schemaName;

    /** Name of the table, as PostgreSQL stores it. */
    @Parameter(property = "tableName", required = true)
    private String tableName;

    /** Column to partition by. */
    @Parameter(property = "partitionColumn", required = true)
    private String partitionColumn;

    /** Width of a partition, as in convertToPartitioned. */
    @Parameter(property = "interval", required = true)
    private String interval;

    /** attach or copy, as in convertToPartitioned. */
    @Parameter(property = "strategy", defaultValue = "attach")
    private String strategy;

    /**
     * The new primary key. Default: the old one and the partition column, where that is missing.
     */
    @Parameter(property = "primaryKeyColumns")
    private String primaryKeyColumns;

    /** Further attributes of convertToPartitioned, such as premake or timeZone. */
    @Parameter private Map<String, String> attributes = Map.of();

    /** How much one move takes out of the old heap, as an interval. */
    @Parameter(property = "movesBy", defaultValue = "year")
    private String movesBy;

    /** How the moves are made: stage or slices, as in moveRangeToPartition. */
    @Parameter(property = "mode", defaultValue = "stage")
    private String mode;

    /** Author of the changesets. */
    @Parameter(property = "author", defaultValue = "${user.name}", required = true)
    private String author;

    /** What the ids of the changesets begin with. Default: the table's name. */
    @Parameter(property = "idPrefix")
    private String idPrefix;

    /**
     * Name of the new file, without directory and extension. Default: partition- and the table's.
     */
    @Parameter(property = "fileName")
    private String fileName;

    /** true: nothing is written, and the log shows what would be. */
    @Parameter(property = "dryRun", defaultValue = "false")
    private boolean dryRun;

    private LiquibaseSettings everySetting;

    @Override
    void run(LiquibaseSettings all, Connections connections) throws Exception {
        everySetting = all;
        super.run(all, connections);
    }

    @Override
    void run(Changelog changelog) throws Exception {
        check("strategy", strategy, List.of("attach", "copy"));
        check("mode", mode, List.of("stage", "slices"));
        try {
            Inclusion inclusion = inclusion(changelog, drafts(changelog));
            if (inclusion.isDone()) {
                getLog().info("it is there already, and nothing has changed");
                return;
            }
            inclusion.diff().forEach(getLog()::info);
            if (!dryRun) {
                inclusion.write();
            }
        } catch (RefusedException e) {
            e.getMessage().lines().forEach(getLog()::error);
            throw new MojoFailureException(
                    "table %s cannot be partitioned that way".formatted(tableName));
        } catch (ChangelogException e) {
            throw new MojoFailureException(
                    "%s: %s; nothing has changed".formatted(changelog.file(), e.getMessage()));
        }
    }

    private List<ChangeSetDraft> drafts(Changelog changelog) throws Exception {
        Map<String, String> asked = asked();
        ConvertToPartitionedChange change = new ConvertToPartitionedChange();
        Attributes.set(change, asked);
        Drafts drafts = new Drafts(Optional.ofNullable(idPrefix).orElse(tableName), author, asked);
        ProposedCuts cuts = ProposedCuts.of(change, changelog.database(), movesBy);
        return strategy.equals("copy")
                ? drafts.copy(cuts.primaryKeyColumns())
                : drafts.attach(cuts, mode);
    }

    private Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>();
        if (schemaName != null) {
            asked.put("schemaName", schemaName);
        }
        asked.put("tableName", tableName);
        asked.put("partitionColumn", partitionColumn);
        asked.put("interval", interval);
        if (strategy.equals("copy")) {
            asked.put("strategy", strategy);
        }
        if (primaryKeyColumns != null) {
            asked.put("primaryKeyColumns", primaryKeyColumns);
        }
        asked.putAll(attributes);
        return asked;
    }

    private Inclusion inclusion(Changelog changelog, List<ChangeSetDraft> drafts) throws Exception {
        Format format =
                Format.of(changelog.file())
                        .orElseThrow(
                                () ->
                                        new ChangelogException(
                                                "only XML, YAML and JSON can include a file"));
        String plain = tableName.replaceAll("[^A-Za-z0-9_-]+", "_");
        String name = Optional.ofNullable(fileName).orElse("partition-" + plain);
        String extension = changelog.file().substring(changelog.file().lastIndexOf('.'));
        Path path = SourceFiles.of(project(), everySetting).find(changelog.file());
        ResourceAccessor files = Scope.getCurrentScope().getResourceAccessor();
        return Inclusion.plan(
                new Inclusion.Place(changelog.file(), path, format, name + extension),
                drafts,
                files,
                changelog::changeSets);
    }

    private static void check(String name, String value, List<String> known)
            throws MojoFailureException {
        if (!known.contains(value)) {
            throw new MojoFailureException(
                    "%s \"%s\" is not %s".formatted(name, value, String.join(" or ", known)));
        }
    }
}
