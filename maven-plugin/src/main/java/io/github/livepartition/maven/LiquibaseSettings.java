// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginContainer;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Settings of the goal, else those of the liquibase-maven-plugin in the same POM, else those of the
 * property file.
 */
record LiquibaseSettings(
        Map<String, String> own,
        Optional<Xpp3Dom> plugin,
        UnaryOperator<String> evaluated,
        Properties file) {

    /** For messages. */
    static final String WHERE =
            "set it here, in the configuration of the liquibase-maven-plugin, in the propertyFile,"
                    + " or with -Dliquibase.…";

    private static final String PLUGIN = "org.liquibase:liquibase-maven-plugin";

    /**
     * @param evaluated what Maven makes of a text in the POM: some properties get their value only
     *     while the build runs
     */
    static LiquibaseSettings of(
            Map<String, String> own, MavenProject project, UnaryOperator<String> evaluated) {
        return new LiquibaseSettings(own, configuration(project), evaluated, new Properties());
    }

    LiquibaseSettings with(Properties propertyFile) {
        return new LiquibaseSettings(own, plugin, evaluated, propertyFile);
    }

    Optional<String> get(String name) {
        return Stream.of(
                        Optional.ofNullable(own.get(name)),
                        plugin.map(configuration -> configuration.getChild(name))
                                .map(Xpp3Dom::getValue)
                                .map(evaluated),
                        fromFile(name))
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Liquibase's command line writes {@code changelogFile}, and may have a prefix. */
    private Optional<String> fromFile(String name) {
        return file.stringPropertyNames().stream()
                .filter(
                        key ->
                                key.equalsIgnoreCase(name)
                                        || key.equalsIgnoreCase("liquibase.command." + name))
                .findFirst()
                .map(file::getProperty);
    }

    /** What stands for {@code ${name}} in the changelog, the goal's own first. */
    Map<String, String> variables(Map<String, String> ownVariables) {
        Map<String, String> variables = new HashMap<>();
        for (String key : file.stringPropertyNames()) {
            if (key.startsWith("parameter.")) {
                variables.put(key.substring("parameter.".length()), file.getProperty(key));
            }
        }
        for (String name : List.of("expressionVars", "expressionVariables")) {
            plugin.map(configuration -> configuration.getChild(name)).stream()
                    .flatMap(node -> Stream.of(node.getChildren()))
                    .forEach(node -> put(node, variables));
        }
        variables.putAll(ownVariables);
        return variables;
    }

    /** A map has a node for each name, properties have a node with a name and a value. */
    private void put(Xpp3Dom node, Map<String, String> variables) {
        boolean property = node.getChild("name") != null && node.getChild("value") != null;
        String name = property ? node.getChild("name").getValue() : node.getName();
        String value = property ? node.getChild("value").getValue() : node.getValue();
        if (value != null) {
            variables.put(name, evaluated.apply(value));
        }
    }

    private static Optional<Xpp3Dom> configuration(MavenProject project) {
        return Stream.of(project.getBuild(), project.getPluginManagement())
                .filter(Objects::nonNull)
                .map(PluginContainer::getPluginsAsMap)
                .map(plugins -> plugins.get(PLUGIN))
                .filter(Objects::nonNull)
                .map(Plugin::getConfiguration)
                .filter(Xpp3Dom.class::isInstance)
                .map(Xpp3Dom.class::cast)
                .findFirst();
    }
}
