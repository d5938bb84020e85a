// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.inject.Inject;
import liquibase.Scope;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;

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

    /** Password of the database user; also {@code -Dliquibase.password}. */
    @Parameter private String password; // a value of a property, mvn -X would print

    /** A server of the settings.xml, for user and password. */
    @Parameter(property = "liquibase.server")
    private String server;

    /** Where files are looked for, in place of the project's class path and directory. */
    @Parameter(property = "liquibase.searchPath")
    private String searchPath;

    /** Another name of searchPath. */
    @Parameter(property = "liquibase.changeLogDirectory")
    private String changeLogDirectory;

    /** Schema of the tables that name none. */
    @Parameter(property = "liquibase.defaultSchemaName")
    private String defaultSchemaName;

    /** Properties file with any of these settings, and {@code parameter.…} for the changelog. */
    @Parameter(property = "liquibase.propertyFile")
    private String propertyFile;

    /** Does nothing. */
    @Parameter(property = "liquibase.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Inject private SettingsDecrypter decrypter;

    /** What the goal does, in the scope of the project's files. */
    abstract void run(LiquibaseSettings all, Connections connections) throws Exception;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped: liquibase.skip is set");
            return;
        }
        LiquibaseSettings first = LiquibaseSettings.of(own(), project, this::evaluated);
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

    private String evaluated(String text) {
        try {
            Object value =
                    new PluginParameterExpressionEvaluator(session, execution).evaluate(text);
            return value == null ? "" : value.toString();
        } catch (ExpressionEvaluationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void connect(LiquibaseSettings all) throws Exception {
        run(all, connections(all));
    }

    /** To be opened as often as the goal needs them, named after it. */
    final Connections connections(LiquibaseSettings all) throws MojoFailureException, SQLException {
        String name = "livepartition " + execution.getGoal();
        return Connections.of(all, Login.of(all, settings, decrypter), name);
    }

    MavenProject project() {
        return project;
    }

    MavenSession session() {
        return session;
    }

    /** The parameters that the liquibase-maven-plugin has too; null where one is not set. */
    Map<String, String> own() {
        Map<String, String> own = new HashMap<>();
        own.put("url", url);
        own.put("username", username);
        own.put("password", password == null ? evaluated("${liquibase.password}") : password);
        own.put("server", server);
        own.put("searchPath", searchPath);
        own.put("changeLogDirectory", changeLogDirectory);
        own.put("defaultSchemaName", defaultSchemaName);
        own.put("propertyFile", propertyFile);
        return own;
    }
}
