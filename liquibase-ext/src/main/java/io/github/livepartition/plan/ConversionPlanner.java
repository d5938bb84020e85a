// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.IndexStorage;
import io.github.livepartition.catalog.Memory;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.AddBoundsCheck;
import io.github.livepartition.step.Analyze;
import io.github.livepartition.step.Bounds;
import io.github.livepartition.step.BuildIndex;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.DropIndex;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.ValidateBoundsCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans a conversion by {@code attach}: request and facts in, plan out. What is done already is
 * left out, so that planning again is how a conversion goes on after a crash.
 */
public final class ConversionPlanner {

    private final Conversion conversion;
    private final Facts facts;

    private ConversionPlanner(Conversion conversion, Facts facts) {
        this.conversion = conversion;
        this.facts = facts;
    }

    /**
     * @throws RefusedException with every reason at once when the conversion cannot be done
     */
    public static Plan plan(Conversion conversion, Facts facts) {
        return new ConversionPlanner(conversion, facts).plan();
    }

    /**
     * The partitions that a conversion will create.
     *
     * @throws RefusedException when it cannot be done
     */
    static List<QualifiedName> partitionNames(Conversion conversion, Facts facts) {
        plan(conversion, facts);
        return facts
                .table()
                .flatMap(table -> table.column(conversion.partitionColumn()))
                .flatMap(column -> KeyType.of(column.type()))
                .flatMap(
                        type ->
                                Layout.of(
                                        conversion,
                                        facts,
                                        type,
                                        new ConversionChecks(conversion, facts)))
                .map(Layout::names)
                .orElse(List.of())
                .stream()
                .map(conversion.table()::withName)
                .toList();
    }

    private Plan plan() {
        ConversionChecks checks = new ConversionChecks(conversion, facts);
        Table table = checks.existingTable();
        Optional<Partitioning.Partition> legacy = convertedPartition(table);
        if (legacy.isPresent()) {
            checkBoundary(table, legacy.get(), checks);
            KeyPlans.checkBegun(
                    table, facts.keys().memory().begun(), conversion.keys().words(), checks);
            checks.refuseIfAny();
            List<Stage> left = new ArrayList<>(repointedAgain(table));
            left.addAll(Referencing.unproved(table));
            left.add(new Stage.Online(new Analyze(table.name())));
            return plan(left, Optional.empty(), checks);
        }
        checks.checkKind(table);
        Optional<KeyType> type = checks.checkKey(table);
        Optional<Layout> layout = type.flatMap(t -> Layout.of(conversion, facts, t, checks));
        if (type.isEmpty()) {
            Layout.check(conversion, checks);
        }
        checks.checkObjects(table);
        KeyRefusals.unattachable(facts.server(), table).forEach(checks::add);
        checks.checkSession(table);
        checkNames(table, layout, checks);
        int partitions = conversion.premake() + 1;
        new Preflight(conversion, facts, table, partitions).findings().forEach(checks::add);
        checks.refuseIfAny();
        return plan(stages(table, type.orElseThrow(), layout.orElseThrow()), layout, checks);
    }

    private Plan plan(List<Stage> stages, Optional<Layout> layout, ConversionChecks checks) {
        Table table = facts.table().orElseThrow();
        List<Stage> open =
                stages.stream()
                        .filter(
                                stage ->
                                        stage.steps().stream()
                                                .anyMatch(step -> !step.doneIn(table)))
                        .toList();
        return new Plan(
                table.name(),
                "partition %s by range (%s)".formatted(table.name(), conversion.partitionColumn()),
                open.isEmpty() ? List.of() : ConversionNotes.of(conversion, facts, layout),
                open.isEmpty() ? List.of() : checks.warnings(),
                open,
                conversion.pace());
    }

    /** The old heap as a partition of the table, when this conversion has been done. */
    private Optional<Partitioning.Partition> convertedPartition(Table table) {
        return table.partitioning()
                .filter(p -> p.column().filter(conversion.partitionColumn()::equals).isPresent())
                .flatMap(p -> p.partition(conversion.legacy()))
                .filter(p -> facts.memory().isPresent());
    }

    /** Where a way back has let them go and was not run to its end. */
    private List<Stage> repointedAgain(Table table) {
        Memory memory = facts.memory().orElseThrow();
        List<IncomingForeignKey> keys =
                memory.keys().incoming().stream()
                        .filter(key -> table.incomingForeignKeys().stream().noneMatch(key::is))
                        .map(key -> new Referencing(conversion, facts).wider(table, key))
                        .toList();
        if (conversion.keys().incoming() != KeyChoices.Incoming.REPOINT
                || !memory.keys().dropped()
                || keys.isEmpty()) {
            return List.of();
        }
        Bounds bounds =
                table.column(conversion.partitionColumn())
                        .flatMap(column -> KeyType.of(column.type()))
                        .map(conversion::bounds)
                        .orElseThrow();
        List<Step> steps = new ArrayList<>(Referencing.add(keys, table.name(), table.owner()));
        steps.add(CommentOn.memory(bounds.on(conversion.legacy()), memory.repointed()));
        List<Stage> stages = new ArrayList<>();
        stages.add(
                new Stage.Locked(
                        "point the foreign keys of other tables here",
                        Targets.withPartitions(table, List.of()).referencedBy(keys),
                        steps));
        stages.addAll(Referencing.proofs(keys, table.name(), RelationKind.PARTITIONED_TABLE));
        return stages;
    }

    private void checkBoundary(
            Table table, Partitioning.Partition legacy, ConversionChecks checks) {
        Optional<KeyType> type =
                table.column(conversion.partitionColumn()).flatMap(c -> KeyType.of(c.type()));
        Optional<Bound> wanted = type.flatMap(t -> Layout.wanted(conversion, t, checks));
        wanted.filter(bound -> !legacy.upper().text().equals(bound.catalogText()))
                .ifPresent(
                        bound ->
                                checks.add(
                                        Refusals.otherBoundary(
                                                table.name(), legacy.bound(), bound.text())));
    }

    private void checkNames(Table table, Optional<Layout> layout, ConversionChecks checks) {
        checks.checkNames(table, layout.map(Layout::names).orElse(List.of()));
    }

    private List<Stage> stages(Table table, KeyType type, Layout layout) {
        Bounds bounds = conversion.bounds(type);
        Referencing referencing = new Referencing(conversion, facts);
        List<Stage> stages = new ArrayList<>();
        if (swapsPrimaryKey(table)) {
            build(
                    stages,
                    table,
                    conversion.newPrimaryKeyName(),
                    true,
                    conversion.primaryKeyColumns(),
                    NewPrimaryKey.storage(table));
        }
        if (needsKeyIndex(conversion, table)) {
            build(
                    stages,
                    table,
                    conversion.keyIndexName(),
                    false,
                    List.of(conversion.partitionColumn()),
                    IndexStorage.in(table.tablespace()));
        }
        stages.addAll(new UniqueKeys(conversion, facts.keys()).builds(table));
        stages.add(
                new Stage.Locked(
                        "add the bounds check",
                        Targets.of(table),
                        List.of(new AddBoundsCheck(bounds))));
        if (conversion.proof() == Proof.SCAN) {
            stages.add(new Stage.Online(new ValidateBoundsCheck(bounds)));
        }
        if (stages.stream().flatMap(s -> s.steps().stream()).noneMatch(s -> s.doneIn(table))) {
            stages.set(0, referencing.expecting(table, stages.get(0)));
        }
        stages.add(
                referencing.expecting(
                        table, new CutOver(conversion, facts, table, bounds, layout).stage()));
        stages.addAll(
                Referencing.proofs(
                        referencing.repointed(table),
                        table.name(),
                        RelationKind.PARTITIONED_TABLE));
        stages.add(new Stage.Online(new Analyze(table.name())));
        return stages;
    }

    private void build(
            List<Stage> stages,
            Table table,
            Identifier name,
            boolean unique,
            List<Identifier> columns,
            IndexStorage storage) {
        if (table.index(name).filter(index -> !index.valid()).isPresent()) {
            stages.add(new Stage.Online(new DropIndex(table.name(), name)));
        }
        stages.add(new Stage.Online(new BuildIndex(table.name(), name, unique, columns, storage)));
    }

    static boolean needsKeyIndex(Conversion conversion, Table table) {
        boolean newKeyLeads =
                CutOver.swapsPrimaryKey(conversion, table)
                        && conversion
                                .primaryKeyColumns()
                                .get(0)
                                .equals(conversion.partitionColumn());
        boolean userIndexLeads =
                table.indexes().stream()
                        .anyMatch(
                                index ->
                                        index.probes(conversion.partitionColumn())
                                                && !conversion.ownNames().contains(index.name()));
        return !newKeyLeads && !userIndexLeads;
    }

    private boolean swapsPrimaryKey(Table table) {
        return CutOver.swapsPrimaryKey(conversion, table);
    }
}
