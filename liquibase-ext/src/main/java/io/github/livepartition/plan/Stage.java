// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.Sequence;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.View;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.Lock;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.Slices;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.Work;
import java.util.ArrayList;
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
    }

    /**
     * Steps under the lock ladder: asked for in short attempts, done in one transaction.
     *
     * @param expected the definition the table must still have, or empty where the steps look for
     *     themselves
     * @param preparation what is done before each attempt
     */
    record Locked(
            String title,
            Targets targets,
            Optional<Expected> expected,
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
                Optional<Expected> expected,
                List<Step> checks,
                List<Step> steps) {
            this(title, targets, expected, Optional.empty(), checks, steps);
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
    }

    /**
     * What a ladder locks, in this order: the views, the table, its partitions, the tables it
     * references.
     *
     * @param owner the role the steps run as
     * @param partitions whether the table's partitions, however many there are by then, are locked
     *     too
     * @param sequences not locked beforehand, but looked at: a step will change them
     * @param beside further tables, locked after the table, with all their partitions
     * @param referencing tables whose foreign keys point here, each with its owner, locked after
     *     those
     */
    record Targets(
            QualifiedName table,
            Identifier owner,
            List<View> views,
            boolean partitions,
            List<QualifiedName> sequences,
            List<Lock> referenced,
            List<QualifiedName> beside,
            List<Referencing> referencing) {

        /** Another table, and the role that may lock it. */
        public record Referencing(QualifiedName table, Identifier owner) {}

        Targets(
                QualifiedName table,
                Identifier owner,
                List<View> views,
                boolean partitions,
                List<QualifiedName> sequences,
                List<Lock> referenced) {
            this(table, owner, views, partitions, sequences, referenced, List.of(), List.of());
        }

        public Targets {
            beside = List.copyOf(beside);
            referencing = List.copyOf(referencing);
            views = List.copyOf(views);
            sequences = List.copyOf(sequences);
            referenced = List.copyOf(referenced);
        }

        /** The table alone. */
        static Targets of(Table table) {
            return of(table.name(), table.owner());
        }

        static Targets of(QualifiedName table, Identifier owner) {
            return new Targets(table, owner, List.of(), false, List.of(), List.of());
        }

        /** The table with what reads it and what it references. */
        static Targets withReferenced(Table table) {
            var referenced =
                    table.foreignKeys().stream()
                            .map(ForeignKey::references)
                            .distinct()
                            .map(name -> new Lock(name, LockLevel.SHARE_ROW_EXCLUSIVE))
                            .toList();
            return new Targets(
                    table.name(),
                    table.owner(),
                    table.views(),
                    false,
                    sequences(table),
                    referenced);
        }

        /** A partitioned table that nobody reads, and what its foreign keys name. */
        static Targets aside(QualifiedName name, Identifier owner, List<QualifiedName> referenced) {
            return new Targets(
                    name,
                    owner,
                    List.of(),
                    true,
                    List.of(),
                    referenced.stream().map(r -> new Lock(r, LockLevel.ACCESS_EXCLUSIVE)).toList());
        }

        /**
         * The table with what reads it, all its partitions, and what these reference: to drop a
         * table with a foreign key takes the same lock on both.
         */
        static Targets withPartitions(Table table, List<QualifiedName> referenced) {
            return withPartitions(table, referenced, LockLevel.ACCESS_EXCLUSIVE);
        }

        static Targets withPartitions(
                Table table, List<QualifiedName> referenced, LockLevel level) {
            return new Targets(
                    table.name(),
                    table.owner(),
                    table.views(),
                    true,
                    sequences(table),
                    referenced.stream().map(name -> new Lock(name, level)).toList());
        }

        /** The table and all its partitions, without what reads it. */
        static Targets partitionsOf(Table table, List<QualifiedName> referenced, LockLevel level) {
            return new Targets(
                    table.name(),
                    table.owner(),
                    List.of(),
                    true,
                    List.of(),
                    referenced.stream().map(name -> new Lock(name, level)).toList());
        }

        /** A partition alone, and what it is to reference. */
        static Targets with(Table table, List<QualifiedName> referenced) {
            return new Targets(
                    table.name(),
                    table.owner(),
                    List.of(),
                    false,
                    List.of(),
                    referenced.stream()
                            .map(name -> new Lock(name, LockLevel.SHARE_ROW_EXCLUSIVE))
                            .toList());
        }

        /** The table and some tables beside it, or below. */
        static Targets with(
                Table table,
                List<QualifiedName> beside,
                List<QualifiedName> referenced,
                LockLevel level) {
            return new Targets(
                    table.name(),
                    table.owner(),
                    List.of(),
                    false,
                    List.of(),
                    referenced.stream().map(name -> new Lock(name, level)).toList(),
                    beside,
                    List.of());
        }

        /** The table alone, and what is referenced by a partition that may be dropped. */
        static Targets slices(Table table, List<QualifiedName> referenced) {
            return new Targets(
                    table.name(),
                    table.owner(),
                    List.of(),
                    false,
                    List.of(),
                    referenced.stream()
                            .map(name -> new Lock(name, LockLevel.ACCESS_EXCLUSIVE))
                            .toList());
        }

        /** Where they are only needed now and then. */
        public Targets withoutReferenced() {
            return new Targets(
                    table, owner, views, partitions, sequences, List.of(), beside, referencing);
        }

        /** With the tables that have these foreign keys, in the order of their names. */
        Targets referencedBy(List<IncomingForeignKey> keys) {
            return new Targets(
                    table,
                    owner,
                    views,
                    partitions,
                    sequences,
                    referenced,
                    beside,
                    keys.stream()
                            .map(key -> new Referencing(key.table(), key.owner()))
                            .distinct()
                            .sorted(Comparator.comparing(other -> other.table().sql()))
                            .toList());
        }

        private static List<QualifiedName> sequences(Table table) {
            return table.sequences().stream().map(Sequence::name).toList();
        }
    }

    /**
     * A definition to compare under the lock.
     *
     * @param query a scalar query for the fingerprint
     */
    record Expected(Sql query, String fingerprint) {}

    /**
     * What comes before each attempt, in transactions of its own.
     *
     * @param variables declarations
     */
    record Preparation(Sql variables, Sql sql) {}
}
