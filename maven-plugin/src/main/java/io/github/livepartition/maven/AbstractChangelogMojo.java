// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.database.Database;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal on the partition changes of the changelog that have not run yet. */
abstract class AbstractChangelogMojo extends AbstractPartitionMojo {

    /** The changelog, with the name that Liquibase records for it. */
    @Parameter(property = "liquibase.changeLogFile")
    private String changeLogFile;

    /** Contexts of the changesets to look at; all if it is not set. */
    @Parameter(property = "liquibase.contexts")
    private String contexts;

    /** Labels of the changesets to look at; all if it is not set. */
    @Parameter(property = "liquibase.labelFilter")
    private String labelFilter;

    /** Schema of Liquibase's own tables. */
    @Parameter(property = "liquibase.changelogSchemaName")
    private String changelogSchemaName;

    /** Name of Liquibase's table of changesets that have run. */
    @Parameter(property = "liquibase.databaseChangeLogTableName")
    private String databaseChangeLogTableName;

    /** What stands for {@code ${name}} in the changelog. */
    @Parameter private Map<String, String> expressionVariables = Map.of();

    /** What the goal does, in sessions that can change nothing. */
    abstract void run(Changelog changelog) throws Exception;

    @Override
    void run(LiquibaseSettings all, Connections connections) throws Exception {
        try (Database database = connections.readOnly().database()) {
            run(changelog(all, database));
        }
    }

    final Changelog changelog(LiquibaseSettings all, Database database)
            throws MojoFailureException {
        String file =
                all.get("changeLogFile")
                        .orElseThrow(
                                () ->
                                        new MojoFailureException(
                                                "no changeLogFile: " + LiquibaseSettings.WHERE));
        return new Changelog(
                file,
                database,
                new Contexts(all.get("contexts").orElse(null)),
                new LabelExpression(
                        all.get("labelFilter").or(() -> all.get("labels")).orElse(null)),
                all.variables(expressionVariables));
    }

    @Override
    final Map<String, String> own() {
        Map<String, String> own = super.own();
        own.put("changeLogFile", changeLogFile);
        own.put("contexts", contexts);
        own.put("labelFilter", labelFilter);
        own.put("changelogSchemaName", changelogSchemaName);
        own.put("databaseChangeLogTableName", databaseChangeLogTableName);
        return own;
    }
}
