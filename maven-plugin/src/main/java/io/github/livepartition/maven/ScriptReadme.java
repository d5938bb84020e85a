// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.step.LockLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to look at in the scripts beside it, as Markdown. */
final class ScriptReadme {

    private static final String HEAD =
            """
            # Scripts of the pending partition changes

            This is what `liquibase:update` would run now for %s, and what `liquibase:updateSQL` prints: the same statements, without
            Liquibase's own. They follow the catalog: where a table changes, or a run has done a part of it, print them once more.

            To run one by hand, as the owner of the table and in one session that no pooler in transaction mode stands before:
            `psql -X -v ON_ERROR_STOP=1 -f FILE`. Killed anywhere, print it again and run what is left. A `liquibase:update` afterwards
            finds nothing to do and records the change.
            """;

    private final List<String> sections = new ArrayList<>();
    private final String changelog;

    ScriptReadme(String changelog) {
        this.changelog = changelog;
    }

    /**
     * @param plan empty for a change whose turn has yet to come
     * @param files with its scripts; without a way back only one
     */
    void add(String changeSet, Optional<Plan> plan, List<String> files) {
        List<String> lines = begin(changeSet, plan.map(Plan::title));
        files.forEach(name -> lines.add("- [%s](%s)".formatted(Markdown.text(name), name)));
        if (files.size() == 1) {
            lines.add("- There is no way back: what was dropped does not come back.");
        }
        lines.add("");
        plan.ifPresentOrElse(p -> describe(p, lines), () -> lines.add(later()));
        sections.add(String.join("\n", lines));
    }

    void addRefused(String changeSet, String title, List<Finding> findings) {
        List<String> lines = begin(changeSet, Optional.of(title));
        lines.add("It cannot be done as it is, and so there is no script:");
        lines.add("");
        findings.forEach(finding -> lines.add(refusal(finding)));
        sections.add(String.join("\n", lines));
    }

    String text() {
        String head = HEAD.formatted(Markdown.text(changelog));
        return sections.isEmpty()
                ? head + "\nNone is pending.\n"
                : head + "\n" + String.join("\n\n", sections) + "\n";
    }

    private static List<String> begin(String changeSet, Optional<String> title) {
        List<String> lines = new ArrayList<>();
        lines.add("## " + Markdown.text(changeSet));
        lines.add("");
        title.ifPresent(text -> lines.add(Markdown.text(text) + "\n"));
        return lines;
    }

    private static void describe(Plan plan, List<String> lines) {
        if (plan.isEmpty()) {
            lines.add("Nothing is left to do; the update will record it.");
            return;
        }
        lines.add("Know before:");
        lines.add("");
        plan.notes().forEach(note -> lines.add("- " + Markdown.text(note)));
        lines.add("");
        lines.add("Look at:");
        lines.add("");
        for (int i = 0; i < plan.stages().size(); i++) {
            lines.add(
                    "%d. %s%s"
                            .formatted(
                                    i + 1,
                                    Markdown.text(PlanReport.stage(plan, i)),
                                    waits(plan.stages().get(i))));
        }
    }

    /** What it means for the application, where it means something. */
    private static String waits(Stage stage) {
        boolean exclusive =
                stage.strongestLock()
                        .filter(lock -> lock.level() == LockLevel.ACCESS_EXCLUSIVE)
                        .isPresent();
        if (stage.blocksNothing()) {
            return stage.work().growsWithTheTable() ? " **The time grows with the table.**" : "";
        }
        return exclusive ? " **Statements on the table wait for it.**" : "";
    }

    private static String later() {
        return "The table is not there yet, or not yet what the change needs; the script says so and stops. Print it when its turn has come.";
    }

    private static String refusal(Finding finding) {
        return "- "
                + Markdown.text(finding.message())
                + (finding.detail().isEmpty() ? "" : "\n  - " + Markdown.text(finding.detail()))
                + (finding.hint().isEmpty() ? "" : "\n  - " + Markdown.text(finding.hint()));
    }
}
