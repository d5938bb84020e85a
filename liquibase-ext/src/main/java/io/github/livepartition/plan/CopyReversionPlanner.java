// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Column;
import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.KeyMemory;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.CompareLegacy;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.DropChangeLog;
import io.github.livepartition.step.DropChangeTriggers;
import io.github.livepartition.step.DropCopy;
import io.github.livepartition.step.LogEverything;
import io.github.livepartition.step.MirrorChanges;
import io.github.livepartition.step.ValidateForeignKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans the way back from a copy, from wherever it stands. */
public final class CopyReversionPlanner {

    private final Conversion conversion;
    private final CopyFacts facts;

    private CopyReversionPlanner(Conversion conversion, CopyFacts facts) {
        this.conversion = conversion;
        this.facts = facts;
    }

    /**
     * @throws RefusedException with every reason at once when it cannot be undone
     */
    public static Plan plan(Conversion conversion, CopyFacts facts) {
        return new CopyReversionPlanner(conversion, facts).plan(false);
    }

    /** The same for a conversion that has yet to be done. */
    public static Plan planAhead(Conversion conversion, CopyFacts facts) {
        return new CopyReversionPlanner(conversion, facts).plan(true);
    }

    private Plan plan(boolean ahead) {
        ConversionChecks checks = new ConversionChecks(conversion, facts.facts());
        Table table = checks.existingTable();
        checks.checkSession(table);
        Optional<CopyState.Phase> phase = facts.state().map(CopyState::phase);
        boolean switched = phase.filter(p -> p == CopyState.Phase.SWITCHED).isPresent();
        if (phase.filter(p -> p == CopyState.Phase.APART).isPresent()) {
            checks.add(CopyRefusals.apart(table.name(), conversion.legacy()));
        }
        if (ahead && !((Strategy.Copy) conversion.strategy()).reverseLog()) {
            checks.add(CopyRefusals.willBeApart(table.name(), conversion.legacy()));
        }
        if (switched) {
            checkWayBack(table, checks);
        } else if (phase.isEmpty()) {
            checks.checkKind(table);
        }
        checks.refuseIfAny();
        List<Stage> stages;
        if (switched) {
            stages = wayBack(table, facts.facts().legacy().orElseThrow());
        } else if (ahead) {
            stages = wayBack(table, table);
        } else {
            stages = leftovers(conversion, facts, table);
        }
        return new Plan(
                conversion.table(),
                "undo the partitioning of %s".formatted(conversion.table()),
                switched || ahead ? notes() : List.of(),
                stages,
                conversion.pace());
    }

    private void checkWayBack(Table table, ConversionChecks checks) {
        Optional<Table> legacy = facts.facts().legacy();
        if (legacy.isEmpty()) {
            checks.add(CopyRefusals.noLegacy(table.name(), conversion.legacy()));
            return;
        }
        List<String> different =
                Stream.concat(table.columns().stream(), legacy.get().columns().stream())
                        .filter(c -> !Objects.equals(type(table, c), type(legacy.get(), c)))
                        .map(c -> c.name().sql())
                        .distinct()
                        .toList();
        if (!different.isEmpty()) {
            checks.add(CopyRefusals.columnsChanged(table.name(), conversion.legacy(), different));
        }
        new CarryChecks(conversion, table, checks).back();
        table.obstacles().forEach(o -> checks.add(Refusals.notCarriedBack(table.name(), o.what())));
        KeyPlans.checkWayBack(conversion, facts.facts(), table, checks);
    }

    private static Optional<String> type(Table table, Column column) {
        return table.column(column.name()).map(Column::type);
    }

    private List<String> notes() {
        return List.of(
                "The old heap %s becomes the table again; it has every row written since."
                        .formatted(conversion.legacy()));
    }

    private List<Stage> wayBack(Table table, Table legacy) {
        List<Stage> stages = new ArrayList<>();
        if (facts.facts().legacy().filter(heap -> !heap.foreignKeys().isEmpty()).isPresent()) {
            stages.add(CopyPlanner.release(conversion, legacy, legacy.foreignKeys()));
        }
        Copying copying =
                Copies.of(conversion, legacy, List.of())
                        .reversed(conversion.table(), conversion.legacy());
        boolean mirrors = facts.state().filter(s -> s.mirrors() && isSwitched(s)).isPresent();
        boolean truncated = mirrors && facts.state().filter(CopyState::truncated).isPresent();
        if (truncated) {
            stages.add(new Stage.Online(new LogEverything(copying)));
        }
        if (!mirrors || truncated) {
            boolean regrouped = facts.state().filter(CopyState::regrouped).isPresent();
            stages.add(
                    new Stage.Online(
                            regrouped ? new CompareLegacy(copying) : new MirrorChanges(copying)));
        }
        KeyMemory memory =
                legacy == table
                        ? KeyPlans.memory(conversion, facts.facts().keys(), table)
                        : facts.facts().keys().memory();
        stages.add(
                new CopyWayBack(conversion, table, legacy, copying, facts.keys(), memory).stage());
        stages.addAll(
                Referencing.proofs(memory.incoming(), conversion.table(), RelationKind.TABLE));
        stages.addAll(leftovers(conversion, facts, legacy, true, !facts.keys().isEmpty()));
        return stages;
    }

    private static boolean isSwitched(CopyState state) {
        return state.phase() == CopyState.Phase.SWITCHED;
    }

    /** What a copy that was not finished, or was taken back, has left. */
    static List<Stage> leftovers(Conversion conversion, CopyFacts facts, Table table) {
        List<Stage> stages = new ArrayList<>(Referencing.unproved(table));
        if (facts.state().isPresent()) {
            stages.addAll(
                    leftovers(
                            conversion,
                            facts,
                            table,
                            facts.copy().isPresent(),
                            facts.unprovedKeys()));
        }
        return stages;
    }

    private static List<Stage> leftovers(
            Conversion conversion, CopyFacts facts, Table heap, boolean copy, boolean unproved) {
        List<Stage> stages = new ArrayList<>();
        if (copy) {
            List<QualifiedName> referenced = Copies.referenced(facts.keys());
            stages.add(
                    new Stage.Locked(
                            "drop the copy",
                            Targets.aside(conversion.copyName(), heap.owner(), referenced),
                            List.of(new DropCopy(conversion.copyName(), referenced))));
        }
        if (unproved) {
            stages.add(new Stage.Online(new ValidateForeignKeys(conversion.table(), heap.owner())));
        }
        stages.add(
                new Stage.Locked(
                        "end the change log",
                        Targets.of(conversion.table(), heap.owner()),
                        List.of(
                                new DropChangeTriggers(conversion.table(), conversion.logName()),
                                new DropChangeLog(conversion.logName(), conversion.pagesName()))));
        return stages;
    }
}
