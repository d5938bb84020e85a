// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Description;
import io.github.livepartition.catalog.Difference;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.Lock;
import io.github.livepartition.step.Slices;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A transaction, or a statement that is its own. */
public sealed interface Stage {

    String title();

    List<Step> steps();

    /** The strongest lock on a relation that the application uses. */
    default Optional<Lock> strongestLock() {
        return steps().stream()
                .flatMap(step -> step.locks().stream())
                .max(Comparator.comparing(Lock::level));
    }

    /** Whether reads and writes go on all the time. */
    default boolean blocksNothing() {
        return false;
    }

    /** The heaviest work done while the locks are held. */
    default Work work() {
        return steps().stream().map(Step::work).max(Comparator.naturalOrder()).orElse(Work.CATALOG);
    }

    /**
     * One statement that never blocks reads or writes, run by itself.
     *
     * @param sessions how many sessions may run it at the same time, to share its work
     */
    record Online(Step step, int sessions) implements Stage {

        /** In one session. */
        Online(Step step) {
            this(step, 1);
        }

        public Online {
            if (step.locks().stream().anyMatch(lock -> lock.level().blocksWrites())) {
                throw new IllegalArgumentException(
                        "\"%s\" would block writes".formatted(step.title()));
            }
        }

        @Override
        public String title() {
            return step.title();
        }

        @Override
        public List<Step> steps() {
            return List.of(step);
        }

        @Override
        public boolean blocksNothing() {
            return true;
        }
    }

    /**
     * A stage that is not begun before some things are looked at.
     *
     * @param expectations statements that block nothing, change nothing, and stop the run
     */
    record Expecting(List<Step> expectations, Stage stage) implements Stage {

        public Expecting {
            expectations = List.copyOf(expectations);
            expectations.forEach(Online::new);
        }

        @Override
        public String title() {
            return "look at the rows that reference the table; " + stage.title();
        }

        @Override
        public List<Step> steps() {
            return stage.steps();
        }

        @Override
        public boolean blocksNothing() {
            return stage.blocksNothing();
        }
    }

    /**
     * Steps under the lock ladder: asked for in short attempts, done in one transaction.
     *
     * @param described what the application sees and must go on seeing; empty where the steps look
     *     for themselves
     * @param preparation what is done before each attempt
     */
    record Locked(
            String title,
            Targets targets,
            Optional<Described> described,
            Optional<Preparation> preparation,
            List<Step> checks,
            List<Step> steps)
            implements Stage {

        /** Without anything to look at beforehand. */
        Locked(String title, Targets targets, List<Step> steps) {
            this(title, targets, Optional.empty(), Optional.empty(), List.of(), steps);
        }

        /** Without anything to do beforehand. */
        Locked(
                String title,
                Targets targets,
                Optional<Described> described,
                List<Step> checks,
                List<Step> steps) {
            this(title, targets, described, Optional.empty(), checks, steps);
        }

        public Locked {
            checks = List.copyOf(checks);
            steps = List.copyOf(steps);
            for (Step step : steps) {
                if (step.work().growsWithTheTable()) {
                    throw new IllegalArgumentException(
                            "\"%s\" would read the table while \"%s\" blocks it"
                                    .formatted(step.title(), title));
                }
            }
        }
    }

    /**
     * Many short transactions, each under the lock ladder, until nothing is left to do.
     *
     * @param after statements that block nothing, each by itself
     */
    record Repeated(Targets targets, Slices step, List<Step> after) implements Stage {

        public Repeated {
            after = List.copyOf(after);
        }

        @Override
        public String title() {
            return step.title();
        }

        @Override
        public List<Step> steps() {
            List<Step> all = new ArrayList<>(after);
            all.add(0, step);
            return List.copyOf(all);
        }
    }

    /** Statements that never block reads or writes, each run by itself. */
    record Series(String title, List<Step> steps) implements Stage {

        public Series {
            steps = List.copyOf(steps);
            steps.forEach(Online::new);
        }

        @Override
        public boolean blocksNothing() {
            return true;
        }
    }

    /**
     * What the application sees of the table: looked at under the lock, and again when the steps
     * are done.
     *
     * @param own names of ours that are left out
     * @param expected that it must be like before the steps; empty where that is not known
     * @param differences that the steps make on purpose
     */
    record Described(
            Description now,
            Collection<Identifier> own,
            Optional<String> expected,
            List<Difference> differences) {

        public Described {
            own = List.copyOf(own);
            differences = List.copyOf(differences);
        }

        /** The table is what the plan has read. */
        static Described unchanged(
                Table table, Collection<Identifier> own, List<Difference> differences) {
            return new Described(
                    table.description(),
                    own,
                    Optional.of(table.description().fingerprint()),
                    differences);
        }

        /** The table may have changed since the plan was made. */
        static Described anew(
                Table table, Collection<Identifier> own, List<Difference> differences) {
            return new Described(table.description(), own, Optional.empty(), differences);
        }
    }

    /**
     * What comes before each attempt, in transactions of its own.
     *
     * @param variables declarations
     */
    record Preparation(Sql variables, Sql sql) {}
}
