// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.KeyMemory;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.step.AddPartitions;
import io.github.livepartition.step.BuildCopyIndexes;
import io.github.livepartition.step.CompareCopy;
import io.github.livepartition.step.CopyRows;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.CreateChangeLog;
import io.github.livepartition.step.CreateCopy;
import io.github.livepartition.step.DropChangeTriggers;
import io.github.livepartition.step.DropForeignKey;
import io.github.livepartition.step.EmptyChangeLog;
import io.github.livepartition.step.LogOnly;
import io.github.livepartition.step.MorePartitions;
import io.github.livepartition.step.RefreshCopy;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.ValidateForeignKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans a conversion by {@code copy}, from where it stands. */
public final class CopyPlanner {

    private final Conversion conversion;
    private final CopyFacts facts;
    private final Strategy.Copy copy;

    private CopyPlanner(Conversion conversion, CopyFacts facts) {
        this.conversion = conversion;
        this.facts = facts;
        this.copy = (Strategy.Copy) conversion.strategy();
    }

    /**
     * @throws RefusedException with every reason at once when the conversion cannot be done
     */
    public static Plan plan(Conversion conversion, CopyFacts facts) {
        return new CopyPlanner(conversion, facts).plan();
    }

    private Plan plan() {
        ConversionChecks checks = new ConversionChecks(conversion, facts.facts());
        Table table = checks.existingTable();
        if (isConverted(table)) {
            KeyPlans.checkBegun(conversion, facts, table, checks);
            checks.refuseIfAny();
            return plan(table, proofs(table), List.of(), false);
        }
        if (facts.state().filter(s -> s.phase() == CopyState.Phase.ENDED).isPresent()) {
            checks.refuseIfAny();
            return plan(
                    table,
                    CopyReversionPlanner.leftovers(conversion, facts, table),
                    List.of(),
                    false);
        }
        checks.checkKind(table);
        Optional<CopyLayout> layout = CopyLayout.of(copy, facts, table, checks);
        new CopyChecks(conversion, facts, checks).check(table, layout);
        checks.checkObjects(table);
        checks.checkSession(table);
        new Preflight(conversion, facts.facts(), table, leaves(layout))
                .findings()
                .forEach(checks::add);
        checks.refuseIfAny();
        return plan(table, stages(table, layout.orElseThrow()), checks.warnings(), true);
    }

    private static int leaves(Optional<CopyLayout> layout) {
        return layout.map(CopyLayout::partitions)
                .map(CopyPartition::all)
                .map(all -> (int) all.stream().filter(CopyPartition::leaf).count())
                .orElse(0);
    }

    private Plan plan(Table table, List<Stage> stages, List<Finding> findings, boolean whole) {
        return new Plan(
                table.name(),
                "partition %s by %s, by a copy".formatted(table.name(), conversion.by()),
                whole ? CopyNotes.of(conversion, facts, table) : List.of(),
                findings,
                stages,
                conversion.pace());
    }

    private boolean isConverted(Table table) {
        return table.kind() == RelationKind.PARTITIONED_TABLE
                && facts.state().filter(s -> s.phase().isSwitched()).isPresent();
    }

    private List<Stage> stages(Table table, CopyLayout layout) {
        Copying copying = Copies.of(conversion, table);
        Referencing referencing = new Referencing(conversion, facts.facts());
        List<Stage> stages = new ArrayList<>();
        Optional<CopyState> state = facts.state();
        boolean anew =
                facts.copy().flatMap(Table::comment).filter(copy.rules()::equals).isEmpty()
                        || state.filter(s -> !(s.truncated() && s.mirrors()))
                                .filter(s -> !(s.rewritten() && s.pagesLeft() > 0))
                                .isEmpty();
        List<MorePartitions> missing = layout.missing(conversion.copyName(), facts.tree());
        if (state.isEmpty()) {
            stages.add(
                    referencing.expecting(
                            table,
                            new Stage.Locked(
                                    "begin the change log",
                                    Targets.of(table),
                                    List.of(
                                            new CreateChangeLog(
                                                    copying,
                                                    CopyState.Phase.COPYING.json(
                                                            facts.structure().orElseThrow(),
                                                            KeyMemory.begun(
                                                                    conversion
                                                                            .keys()
                                                                            .uniqueWords())))))));
        }
        if (anew) {
            stages.add(
                    online(
                            new CreateCopy(
                                    copying,
                                    layout.partitionBy(),
                                    layout.partitions(),
                                    table.options(),
                                    table.tablespace(),
                                    copy.rules())));
        } else if (!missing.isEmpty()) {
            stages.add(online(new AddPartitions(copying, missing, table.options())));
        }
        if (anew || state.get().pagesLeft() > 0) {
            stages.add(
                    shared(new CopyRows(copying, copy.pace().batchPages(), copy.pace().pacing())));
        }
        if (anew || facts.copy().get().indexes().isEmpty()) {
            stages.add(
                    online(
                            new RefreshCopy(
                                    copying,
                                    Copies.indexes(conversion, facts.facts().keys(), table))));
        }
        if (anew || !isIndexed(facts.copy().get())) {
            stages.add(shared(new BuildCopyIndexes(copying, copy.pace().pacing())));
        }
        if (anew || !state.get().mirrors()) {
            stages.add(online(new CompareCopy(copying, copy.pace().pacing())));
        }
        stages.add(
                referencing.expecting(
                        table,
                        new CopySwitch(
                                        conversion,
                                        table,
                                        copying,
                                        anew
                                                ? CopyPartition.all(layout.partitions())
                                                : CopyPartition.all(facts.tree(), missing),
                                        CopyState.Phase.SWITCHED.json(
                                                facts.structure().orElseThrow(),
                                                KeyPlans.memory(
                                                        conversion, facts.facts().keys(), table)),
                                        referencing.repointed(table))
                                .stage()));
        stages.addAll(
                Referencing.proofs(
                        referencing.repointed(table),
                        table.name(),
                        RelationKind.PARTITIONED_TABLE));
        if (!table.foreignKeys().isEmpty()) {
            stages.add(validate(table));
            stages.add(release(conversion, table, table.foreignKeys()));
        }
        if (!copy.reverseLog()) {
            stages.add(letGo(table));
        }
        return stages;
    }

    private static boolean isIndexed(Table copy) {
        return !copy.indexes().isEmpty() && copy.indexes().stream().allMatch(i -> i.valid());
    }

    private static Stage online(Step step) {
        return new Stage.Online(step);
    }

    private Stage shared(Step step) {
        return new Stage.Online(step, copy.pace().sessions());
    }

    /**
     * What is left after the switch. The foreign keys stay on the partitions while legacy exists:
     * to give them to the table would lock whatever it references against reads, too.
     */
    private List<Stage> proofs(Table table) {
        List<Stage> stages = new ArrayList<>();
        stages.addAll(Referencing.unproved(table));
        if (facts.unprovedKeys()) {
            stages.add(validate(table));
        }
        facts.facts()
                .legacy()
                .filter(legacy -> !legacy.foreignKeys().isEmpty())
                .ifPresent(legacy -> stages.add(release(conversion, legacy, legacy.foreignKeys())));
        if (!copy.reverseLog()
                && facts.state().filter(s -> s.phase() == CopyState.Phase.SWITCHED).isPresent()) {
            stages.add(letGo(table));
        }
        return stages;
    }

    /** Not within the switch: until then its foreign keys must not hold what goes elsewhere. */
    private Stage letGo(Table table) {
        return new Stage.Locked(
                "leave the old heap as it is",
                Targets.withPartitions(table, List.of()),
                List.of(
                        new DropChangeTriggers(conversion.table(), conversion.logName()),
                        new EmptyChangeLog(conversion.logName(), CopyState.Phase.APART.json(""))));
    }

    private static Stage validate(Table table) {
        return online(new ValidateForeignKeys(table.name(), table.owner()));
    }

    /** Until then whoever deletes a row deletes it in legacy too. */
    static Stage release(Conversion conversion, Table heap, List<ForeignKey> keys) {
        List<Step> steps = new ArrayList<>();
        keys.forEach(key -> steps.add(new DropForeignKey(conversion.legacy(), key)));
        steps.add(
                new LogOnly(
                        Copies.of(conversion, heap)
                                .reversed(conversion.table(), conversion.legacy())));
        return new Stage.Locked(
                "drop the foreign keys of the old heap",
                Targets.aside(conversion.legacy(), heap.owner(), Copies.referenced(keys)),
                steps);
    }
}
