// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiquibaseSettingsTest {

    private final Properties file = new Properties();
    private LiquibaseSettings settings;

    @BeforeEach
    void readAll() throws Exception {
        file.load(
                new StringReader(
                        """
                        url=file
                        username=file
                        password=file
                        liquibase.command.defaultSchemaName=file
                        changelogFile=file
                        parameter.a=file
                        parameter.b=file
                        parameter.c=file
                        """));
        Xpp3Dom plugin =
                Xpp3DomBuilder.build(
                        new StringReader(
                                """
                                <configuration>
                                  <url>plugin</url>
                                  <username>plugin</username>
                                  <password/>
                                  <expressionVars>
                                    <property><name>a</name><value>plugin</value></property>
                                  </expressionVars>
                                  <expressionVariables>
                                    <b>plugin</b>
                                  </expressionVariables>
                                </configuration>
                                """));
        settings =
                new LiquibaseSettings(
                                Map.of("url", "own"),
                                Optional.of(plugin),
                                text -> text,
                                new Properties())
                        .with(file);
    }

    @Test
    void takesItsOwnFirstThenThePluginsThenTheFiles() {
        assertThat(settings.get("url")).contains("own");
        assertThat(settings.get("username")).contains("plugin");
        assertThat(settings.get("password")).contains("file");
        assertThat(settings.get("searchPath")).isEmpty();
    }

    @Test
    void takesTheFilesNamesOfTheCommandLineToo() {
        assertThat(settings.get("changeLogFile")).contains("file");
        assertThat(settings.get("defaultSchemaName")).contains("file");
    }

    @Test
    void takesTheVariablesOfAllThree() {
        assertThat(settings.variables(Map.of("d", "own")))
                .isEqualTo(Map.of("a", "plugin", "b", "plugin", "c", "file", "d", "own"));
    }
}
