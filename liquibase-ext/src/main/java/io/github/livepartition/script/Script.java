// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.script;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.Lock;
import io.github.livepartition.step.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan as text: what is reviewed and what runs are the same.
 *
 * @param begin statements that prepare the session
 * @param stages the statements of the stages of the plan, in their order
 * @param end statements that give the session back
 */
public record Script(List<String> begin, List<String> stages, List<String> end) {

    public Script {
        begin = List.copyOf(begin);
        stages = List.copyOf(stages);
        end = List.copyOf(end);
    }

    /** Each statement is to be executed by itself, in autocommit. */
    public static Script of(Plan plan) {
        if (plan.isEmpty()) {
            return new Script(
                    List.of(
                            "-- LivePartition: %s\n-- Nothing is left to do.\nSELECT 1"
                                    .formatted(comment(plan.title()))),
                    List.of(),
                    List.of());
        }
        List<String> begin = texts(Session.begin(plan.table()));
        List<String> withHeader = new ArrayList<>(begin);
        withHeader.set(0, header(plan) + begin.get(0));
        List<String> stages = new ArrayList<>();
        for (int i = 0; i < plan.stages().size(); i++) {
            stages.addAll(stage(plan, i));
        }
        return new Script(withHeader, stages, texts(Session.end(plan.table())));
    }

    /** What prepares a session for a run on the plan's table, and gives it back. */
    public static Script session(Plan plan) {
        return new Script(
                texts(Session.begin(plan.table())), List.of(), texts(Session.end(plan.table())));
    }

    /**
     * Statements for the session of a helper, which executes the text of a stage beside the one
     * that runs it.
     */
    public static List<String> assist(Plan plan) {
        return texts(Session.assist(plan.table()));
    }

    /** Every statement in its order, without the semicolons between them. */
    public List<String> statements() {
        List<String> all = new ArrayList<>(begin);
        all.addAll(stages);
        all.addAll(end);
        return List.copyOf(all);
    }

    /** The whole as a file for psql. */
    public String text() {
        return String.join(";\n\n", statements()) + ";\n";
    }

    private static String header(Plan plan) {
        StringBuilder text = new StringBuilder();
        text.append("-- LivePartition: ").append(comment(plan.title())).append('\n');
        plan.said().forEach(note -> text.append("--   ").append(comment(note)).append('\n'));
        for (int i = 0; i < plan.stages().size(); i++) {
            text.append(title(plan, i));
        }
        text.append(
                "-- Run it in autocommit, in one session, not through a pooler in transaction mode.\n");
        text.append("-- With psql: psql -X -v ON_ERROR_STOP=1 -f THIS_FILE\n");
        return text.toString();
    }

    /** {@code -- 2 of 5: what; how long locks last; what is read}. */
    public static String title(Plan plan, int index) {
        Stage stage = plan.stages().get(index);
        return "-- %d of %d: %s; %s; %s\n"
                .formatted(
                        index + 1,
                        plan.stages().size(),
                        comment(stage.title()),
                        lock(stage),
                        stage.work().words());
    }

    private static String lock(Stage stage) {
        String level =
                stage.strongestLock().map((Lock lock) -> lock.level().words()).orElse("no lock");
        return stage.blocksNothing()
                ? level + ", reads and writes go on"
                : level + " in short attempts";
    }

    /** The statements of the plan's first stage, each to be executed by itself. */
    public static List<String> first(Plan plan) {
        return stage(plan, 0);
    }

    private static List<String> stage(Plan plan, int index) {
        List<String> statements = statements(plan, plan.stages().get(index));
        statements.set(0, title(plan, index) + statements.get(0));
        return statements;
    }

    private static List<String> statements(Plan plan, Stage stage) {
        List<String> statements = new ArrayList<>();
        if (stage instanceof Stage.Expecting expecting) {
            expecting.expectations().forEach(step -> statements.add(commented(step)));
            statements.addAll(statements(plan, expecting.stage()));
        } else if (stage instanceof Stage.Locked locked) {
            statements.add(statement(Ladder.render(locked, plan.pace())));
        } else if (stage instanceof Stage.Repeated repeated) {
            statements.add(statement(Ladder.render(repeated, plan.pace())));
            repeated.after().forEach(step -> statements.add(commented(step)));
        } else if (stage instanceof Stage.Online online) {
            statements.add(statement(online.step().sql()));
        } else {
            stage.steps().forEach(step -> statements.add(commented(step)));
        }
        return statements;
    }

    private static String statement(Sql sql) {
        return sql.text().stripTrailing().replaceAll(";$", "");
    }

    private static String commented(Step step) {
        return "-- %s\n%s".formatted(comment(step.title()), statement(step.sql()));
    }

    private static List<String> texts(List<Sql> statements) {
        return statements.stream().map(Sql::text).toList();
    }

    private static String comment(String text) {
        return text.replaceAll("\\R", " ");
    }
}
