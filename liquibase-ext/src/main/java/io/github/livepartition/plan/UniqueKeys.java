// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.UniqueKey;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.BuildUniqueIndex;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.DropIndex;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.SwapUniqueIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of unique constraints and unique indexes that lack a partition column. */
record UniqueKeys(Conversion conversion, Keys keys) {

    /** Those that change, as they are. */
    List<UniqueKey> changed() {
        return conversion.keys().unique().stream()
                .flatMap(choice -> keys.unique(choice.name()).stream())
                .toList();
    }

    /** What the way back must know. */
    List<UniqueKey> memory() {
        return changed().stream()
                .map(key -> isExtended(key.name()) ? key : key.withoutWider())
                .toList();
    }

    boolean isDropped(Identifier index) {
        return is(index, KeyChoices.Action.DROP);
    }

    boolean isExtended(Identifier index) {
        return is(index, KeyChoices.Action.EXTEND);
    }

    private boolean is(Identifier index, KeyChoices.Action action) {
        return conversion.keys().of(index).filter(c -> c.action() == action).isPresent();
    }

    /** The indexes that the partitioned table has, as it has them. */
    Stream<Index> after(QualifiedName table, Stream<Index> indexes) {
        return indexes.filter(index -> !isDropped(index.name()))
                .map(index -> isExtended(index.name()) ? extended(table, index) : index);
    }

    private Index extended(QualifiedName table, Index index) {
        UniqueKey key = keys.unique(index.name()).orElseThrow();
        Sql method = key.wider().orElseThrow();
        List<Optional<Identifier>> columns = new ArrayList<>(index.columns());
        conversion.partitionColumns().stream()
                .filter(column -> !index.contains(column))
                .forEach(column -> columns.add(Optional.of(column)));
        return new Index(
                index.name(),
                Sql.of("CREATE UNIQUE INDEX %s ON %s %s", index.name(), table, method),
                method,
                key.widerConstraint(),
                index.comment(),
                index.constraintComment(),
                columns,
                false,
                true,
                index.valid(),
                index.plain(),
                index.hashed(),
                index.storage(),
                index.excludes());
    }

    /** For attach: those for which a wider index stands on the heap. */
    private List<UniqueKey> begun(Table table) {
        return keys.unique().stream()
                .filter(
                        key ->
                                table.index(IndexNames.extended(key.name()))
                                        .filter(i -> key.wider().equals(Optional.of(i.method())))
                                        .isPresent())
                .toList();
    }

    /** For attach: the wider indexes that stand on the heap, whatever is said of them now. */
    List<Identifier> builtFor(Table table) {
        return begun(table).stream().map(key -> IndexNames.extended(key.name())).toList();
    }

    private void checkBegun(Table table, ConversionChecks checks) {
        List<KeyChoices.Unique> then = new ArrayList<>(conversion.keys().unique());
        begun(table)
                .forEach(
                        key -> {
                            then.removeIf(choice -> choice.name().equals(key.name()));
                            then.add(new KeyChoices.Unique(key.name(), KeyChoices.Action.EXTEND));
                        });
        KeyPlans.checkBegun(
                table,
                new KeyChoices(then, KeyChoices.Incoming.REFUSE, List.of()).uniqueWords(),
                conversion.keys().uniqueWords(),
                checks);
    }

    void check(Table table, ConversionChecks checks) {
        if (!conversion.copies()) {
            checkBegun(table, checks);
        }
        for (Index index : table.indexes()) {
            List<Identifier> lacking =
                    conversion.partitionColumns().stream()
                            .filter(c -> !index.contains(c) && table.column(c).isPresent())
                            .toList();
            if (index.primary()
                    || !index.unique()
                    || conversion.ownNames().contains(index.name())) {
                continue;
            }
            Optional<KeyChoices.Unique> choice = conversion.keys().of(index.name());
            if (choice.isEmpty() && !lacking.isEmpty()) {
                checks.add(KeyRefusals.uniqueLacks(table, index, lacking));
            } else if (choice.isPresent() && lacking.isEmpty()) {
                checks.add(
                        KeyRefusals.uniqueStays(
                                table, index.name(), conversion.partitionColumns()));
            } else if (isExtended(index.name())) {
                keys.unique(index.name())
                        .filter(key -> !canExtend(key))
                        .ifPresent(key -> checks.add(KeyRefusals.notExtended(table, key)));
            }
        }
        for (KeyChoices.Unique choice : conversion.keys().unique()) {
            if (keys.unique(choice.name()).isEmpty()) {
                checks.add(KeyRefusals.noSuchUnique(table, choice.name()));
            }
        }
    }

    private static boolean canExtend(UniqueKey key) {
        return key.wider().isPresent()
                && key.constraint().isPresent() == key.widerConstraint().isPresent();
    }

    /** For attach: the wider indexes of the heap. */
    List<Stage> builds(Table table) {
        List<Stage> stages = new ArrayList<>();
        for (UniqueKey key : changed()) {
            if (isExtended(key.name())) {
                build(
                        stages,
                        Optional.of(table),
                        table.name(),
                        IndexNames.extended(key.name()),
                        key.wider().orElseThrow());
            }
        }
        return stages;
    }

    private static void build(
            List<Stage> stages,
            Optional<Table> heap,
            QualifiedName name,
            Identifier index,
            Sql method) {
        if (heap.flatMap(t -> t.index(index)).filter(i -> !i.valid()).isPresent()) {
            stages.add(new Stage.Online(new DropIndex(name, index)));
        }
        BuildUniqueIndex build = new BuildUniqueIndex(name, index, method);
        if (heap.filter(build::doneIn).isEmpty()) {
            stages.add(new Stage.Online(build));
        }
    }

    /** For attach: gives legacy what its indexes are to be as a partition. */
    List<Step> swaps(QualifiedName legacy) {
        return changed().stream()
                .<Step>map(
                        key ->
                                new SwapUniqueIndex(
                                        legacy,
                                        key.constraint().isPresent(),
                                        Optional.of(key.name()),
                                        Optional.of(IndexNames.extended(key.name()))
                                                .filter(i -> isExtended(key.name())),
                                        IndexNames.legacy(key.name()),
                                        key.deferral()))
                .toList();
    }

    /** For the way back of attach: the indexes of legacy as they were. */
    static List<Stage> rebuilds(
            List<UniqueKey> before, QualifiedName legacy, Optional<Table> heap) {
        List<Stage> stages = new ArrayList<>();
        before.forEach(
                key -> build(stages, heap, legacy, IndexNames.old(key.name()), key.method()));
        return stages;
    }

    /** For the way back of attach, when legacy has the table's name again. */
    static List<Step> restores(List<UniqueKey> before, QualifiedName table) {
        List<Step> steps = new ArrayList<>();
        for (UniqueKey key : before) {
            steps.add(
                    new SwapUniqueIndex(
                            table,
                            key.constraint().isPresent(),
                            key.wider().map(wider -> IndexNames.legacy(key.name())),
                            Optional.of(IndexNames.old(key.name())),
                            key.name(),
                            key.deferral()));
            Sql index = Sql.of("INDEX %s", table.withName(key.name()));
            key.comment().ifPresent(text -> steps.add(new CommentOn(index, text)));
            Sql constraint = Sql.of("CONSTRAINT %s ON %s", key.name(), table);
            key.constraintComment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
        }
        return steps;
    }
}
