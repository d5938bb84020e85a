// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.inject.Inject;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Parameters as the liquibase-maven-plugin has them. What is not set is taken from its
 * configuration in the same POM, and then from the property file.
 */
abstract class AbstractPartitionMojo extends AbstractMojo {

    /** JDBC address of the database. */
    @Parameter(property = "liquibase.url")
    private String url;

    /** Database user. */
    @Parameter(property = "liquibase.username")
    private String username;

    /** Password of the database user. */
    @Parameter(property = "liquibase.password")
    private String password;

    /** A server of the settings.xml, for user and password. */
    @Parameter(property = "liquibase.server")
    private String server;

    /** The changelog, with the name that Liquibase records for it. */
    @Parameter(property = "liquibase.changeLogFile")
    private String changeLogFile;

    /** Where the changelog is looked for, in place of the project's class path and directory. */
    @Parameter(property = "liquibase.searchPath")
    private String searchPath;

    /** Another name of searchPath. */
    @Parameter(property = "liquibase.changeLogDirectory")
    private String changeLogDirectory;

    /** Contexts of the changesets to look at; all if it is not set. */
    @Parameter(property = "liquibase.contexts")
    private String contexts;

    /** Labels of the changesets to look at; all if it is not set. */
    @Parameter(property = "liquibase.labelFilter")
    private String labelFilter;

    /** Schema of the tables that name none. */
    @Parameter(property = "liquibase.defaultSchemaName")
    private String defaultSchemaName;

    /** Schema of Liquibase's own tables. */
    @Parameter(property = "liquibase.changelogSchemaName")
    private String changelogSchemaName;

    /** Name of Liquibase's table of changesets that have run. */
    @Parameter(property = "liquibase.databaseChangeLogTableName")
    private String databaseChangeLogTableName;

    /** Properties file with any of these settings, and {@code parameter.…} for the changelog. */
    @Parameter(property = "liquibase.propertyFile")
    private String propertyFile;

    /** What stands for {@code ${name}} in the changelog. */
    @Parameter private Map<String, String> expressionVariables = Map.of();

    /** Does nothing. */
    @Parameter(property = "liquibase.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject private SettingsDecrypter decrypter;

    /** What the goal does, connected. */
    abstract void run(Changelog changelog)
            throws LiquibaseException, SQLException, MojoFailureException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped: liquibase.skip is set");
            return;
        }
        LiquibaseSettings first = LiquibaseSettings.of(own(), project);
        Map<String, Object> scope = new HashMap<>();
        try (ProjectFiles files = ProjectFiles.of(project, first)) {
            scope.put(Scope.Attr.resourceAccessor.name(), files.accessor());
            scope.put(Scope.Attr.logService.name(), new MavenLogService(getLog()));
            Scope.child(scope, () -> connect(first.with(files.properties(first))));
        } catch (MojoFailureException e) {
            throw e;
        } catch (Exception e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private void connect(LiquibaseSettings all) throws Exception {
        String file =
                all.get("changeLogFile")
                        .orElseThrow(
                                () ->
                                        new MojoFailureException(
                                                "no changeLogFile: " + LiquibaseSettings.WHERE));
        try (Database database = ReadOnlyDatabase.open(all, Login.of(all, settings, decrypter))) {
            run(
                    new Changelog(
                            file,
                            database,
                            new Contexts(all.get("contexts").orElse(null)),
                            new LabelExpression(
                                    all.get("labelFilter")
                                            .or(() -> all.get("labels"))
                                            .orElse(null)),
                            all.variables(expressionVariables)));
        }
    }

    private Map<String, String> own() {
        Map<String, String> own = new HashMap<>();
        own.put("url", url);
        own.put("username", username);
        own.put("password", password);
        own.put("server", server);
        own.put("changeLogFile", changeLogFile);
        own.put("searchPath", searchPath);
        own.put("changeLogDirectory", changeLogDirectory);
        own.put("contexts", contexts);
        own.put("labelFilter", labelFilter);
        own.put("defaultSchemaName", defaultSchemaName);
        own.put("changelogSchemaName", changelogSchemaName);
        own.put("databaseChangeLogTableName", databaseChangeLogTableName);
        own.put("propertyFile", propertyFile);
        return own;
    }
}
