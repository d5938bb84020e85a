// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the imports: arrows between packages go one way, and Liquibase stays at the edge. */
class ArchitectureTest {

    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.of(
                    "sql", Set.of(),
                    "range", Set.of("sql"),
                    "catalog", Set.of("sql"),
                    "step", Set.of("sql", "range", "catalog"),
                    "plan", Set.of("sql", "range", "catalog", "step"),
                    "script", Set.of("sql", "range", "catalog", "step", "plan"),
                    "run", Set.of("sql", "range", "catalog", "step", "plan", "script"),
                    "change",
                            Set.of(
                                    "sql",
                                    "range",
                                    "catalog",
                                    "step",
                                    "plan",
                                    "script",
                                    "run",
                                    "liquibase"));

    /** A name of ours or of Liquibase's, in an import or written out in the code. */
    private static final Pattern NAME =
            Pattern.compile("\\b(?:io\\.github\\.livepartition\\.([a-z]+)|(liquibase))\\.");

    @Test
    void arrowsGoOneWay() throws IOException {
        Path sources = Path.of("src/main/java/io/github/livepartition");
        var seen = new TreeSet<String>();
        var wrong = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String from = sources.relativize(file).getName(0).toString();
                seen.add(from);
                for (String to : namesIn(Files.readString(file))) {
                    if (!to.equals(from) && !MAY_IMPORT.getOrDefault(from, Set.of()).contains(to)) {
                        wrong.add("%s -> %s in %s".formatted(from, to, file.getFileName()));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).containsAll(MAY_IMPORT.keySet());
    }

    private static Set<String> namesIn(String source) {
        var code = source.replaceAll("(?s)\"\"\".*?\"\"\"|\"[^\"\\n]*\"|/\\*.*?\\*/|//[^\\n]*", "");
        return NAME.matcher(code)
                .results()
                .map(name -> name.group(1) == null ? name.group(2) : name.group(1))
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void seesAnArrowThatTurnsRound() {
        assertThat(
                        namesIn(
                                """
                                package io.github.livepartition.sql;
                                import io.github.livepartition.range.Bound;
                                import io.github.livepartition.plan.Plan;
                                import liquibase.change.Change;
                                /** Not {@link io.github.livepartition.run.Runner}. */
                                class Wrong { String no = "liquibase.x"; }
                                """))
                .containsExactly("liquibase", "plan", "range");
    }
}
