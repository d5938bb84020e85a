// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The pipelines of the site are what the CI systems and their shells can read. */
class PipelinesTest {

    private static final Path PAGE = Path.of("..", "src", "site", "markdown", "workflow.md");

    @Test
    void gitHubAndGitLabCanReadTheirs() throws Exception {
        List<String> snippets = snippets("yaml");
        assertThat(snippets).hasSize(2);
        for (String snippet : snippets) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(snippet);
            List<String> commands = new ArrayList<>();
            texts(tree, commands);
            commands.removeIf(text -> !text.startsWith("mvn "));
            assertAreCommands(commands);
        }
    }

    @Test
    void jenkinsCanReadItsOwn() throws Exception {
        List<String> snippets = snippets("groovy");
        assertThat(snippets).hasSize(1);
        List<String> commands = new ArrayList<>();
        CompilationUnit pipeline = compiled(snippets.get(0));
        pipeline.getAST()
                .getModules()
                .get(0)
                .getStatementBlock()
                .visit(
                        new CodeVisitorSupport() {
                            @Override
                            public void visitConstantExpression(ConstantExpression constant) {
                                if (constant.getText().startsWith("mvn ")) {
                                    commands.add(constant.getText());
                                }
                            }
                        });
        assertAreCommands(commands);
        assertThatThrownBy(() -> compiled(snippets.get(0).replaceFirst("\\}", "")))
                .as("what is no Groovy")
                .isInstanceOf(CompilationFailedException.class);
    }

    /** One that reviews and one that works. */
    private static void assertAreCommands(List<String> commands) throws Exception {
        assertThat(commands).hasSize(2);
        assertThat(commands.get(0)).contains(" partition:plan partition:script ");
        assertThat(commands.get(1)).contains(" partition:run partition:status ");
        for (String command : commands) {
            Process shell = new ProcessBuilder("sh", "-n", "-c", command).start();
            assertThat(shell.waitFor()).as(command).isZero();
        }
    }

    /** As far as it takes no class of Jenkins. */
    private static CompilationUnit compiled(String text) {
        CompilationUnit unit = new CompilationUnit();
        unit.addSource(SourceUnit.create("Jenkinsfile", text));
        unit.compile(Phases.CONVERSION);
        return unit;
    }

    private static void texts(Object tree, List<String> found) {
        if (tree instanceof Map<?, ?> map) {
            map.values().forEach(value -> texts(value, found));
        } else if (tree instanceof Collection<?> list) {
            list.forEach(value -> texts(value, found));
        } else if (tree instanceof String text) {
            found.add(text);
        }
    }

    private static List<String> snippets(String language) throws IOException {
        Pattern pattern = Pattern.compile("(?s)```" + language + "\n(.*?)```");
        Matcher matcher = pattern.matcher(Files.readString(PAGE));
        List<String> snippets = new ArrayList<>();
        while (matcher.find()) {
            snippets.add(matcher.group(1));
        }
        return snippets;
    }
}
