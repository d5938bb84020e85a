// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

/** What the site says about the goals is what Maven says about them. */
class DocsTest {

    private static final Path SITE = Path.of("..", "src", "site", "markdown");

    @Test
    void everyGoalAndEveryParameterIsThereAsMavenDescribesIt() throws Exception {
        String page = Files.readString(SITE.resolve("maven-plugin.md"));
        List<Xpp3Dom> goals = goals();
        assertThat(goals).extracting(goal -> text(goal, "goal")).contains("help", "status");
        for (Xpp3Dom goal : goals) {
            String name = text(goal, "goal");
            if (name.equals("help")) {
                continue;
            }
            assertThat(page)
                    .contains("## partition:%s\n\n%s\n".formatted(name, text(goal, "description")));
            for (Xpp3Dom parameter : goal.getChild("parameters").getChildren()) {
                if (text(parameter, "editable").equals("true")) {
                    assertThat(page).contains(row(goal, parameter));
                }
            }
        }
    }

    private static String row(Xpp3Dom goal, Xpp3Dom parameter) {
        String name = text(parameter, "name");
        Optional<Xpp3Dom> value =
                Optional.ofNullable(goal.getChild("configuration"))
                        .map(configuration -> configuration.getChild(name));
        String property =
                value.map(Xpp3Dom::getValue)
                        .map(v -> "`-D" + v.replaceAll("[${}]", "") + "`")
                        .orElse("in the POM");
        String byDefault = value.map(v -> v.getAttribute("default-value")).orElse(null);
        boolean required = text(parameter, "required").equals("true") && byDefault == null;
        return "| `%s`%s | %s | %s | %s |"
                .formatted(
                        name,
                        required ? ", required" : "",
                        property,
                        byDefault == null ? "" : "`" + byDefault + "`",
                        text(parameter, "description").replace("|", "\\|"));
    }

    private static List<Xpp3Dom> goals() throws Exception {
        return List.of(read("maven/plugin.xml").getChild("mojos").getChildren());
    }

    private static Xpp3Dom read(String name) throws Exception {
        Path file = Path.of("target", "classes", "META-INF").resolve(name);
        try (Reader xml = Files.newBufferedReader(file)) {
            return Xpp3DomBuilder.build(xml);
        }
    }

    private static String text(Xpp3Dom node, String child) {
        String value = node.getChild(child).getValue();
        return value == null
                ? ""
                : value.replaceAll("</?code>", "`").replaceAll("\\s+", " ").strip();
    }

    @Test
    void everyGoalMayRunBesideOthersAndNothingIsDeprecated() throws Exception {
        for (Xpp3Dom goal : goals()) {
            assertThat(text(goal, "threadSafe")).as(text(goal, "goal")).isEqualTo("true");
            assertThat(goal.getChild("deprecated")).isNull();
            for (Xpp3Dom parameter : goal.getChild("parameters").getChildren()) {
                assertThat(parameter.getChild("deprecated")).isNull();
            }
        }
    }

    @Test
    void anIdeIsToldOfEveryGoal() throws Exception {
        Xpp3Dom filter =
                read("m2e/lifecycle-mapping-metadata.xml")
                        .getChild("pluginExecutions")
                        .getChild("pluginExecution")
                        .getChild("pluginExecutionFilter");
        assertThat(filter.getChild("goals").getChildren())
                .extracting(Xpp3Dom::getValue)
                .containsExactlyInAnyOrderElementsOf(
                        goals().stream().map(goal -> text(goal, "goal")).toList());
    }

    @Test
    void everyGoalThatTheSiteNamesIsThere() throws Exception {
        List<String> goals = goals().stream().map(goal -> text(goal, "goal")).toList();
        for (String page : pages()) {
            Matcher matcher = Pattern.compile("\\bpartition:([a-z]+)").matcher(page);
            while (matcher.find()) {
                assertThat(goals).contains(matcher.group(1));
            }
        }
    }

    private static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(SITE)) {
            List<String> pages = new ArrayList<>();
            for (Path file : files.toList()) {
                pages.add(Files.readString(file));
            }
            return pages;
        }
    }
}
