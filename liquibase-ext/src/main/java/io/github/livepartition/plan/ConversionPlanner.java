// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.Interval;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.NamePattern;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.range.Range;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.AddBoundsCheck;
import io.github.livepartition.step.Analyze;
import io.github.livepartition.step.Bounds;
import io.github.livepartition.step.BuildIndex;
import io.github.livepartition.step.DropIndex;
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
        ConversionPlanner planner = new ConversionPlanner(conversion, facts);
        return facts
                .table()
                .flatMap(table -> table.column(conversion.partitionColumn()))
                .flatMap(column -> KeyType.of(column.type()))
                .flatMap(type -> planner.layout(type, new ConversionChecks(conversion, facts)))
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
            checks.refuseIfAny();
            return plan(List.of(new Stage.Online(new Analyze(table.name()))));
        }
        checks.checkKind(table);
        Optional<KeyType> type = checks.checkKey(table);
        Optional<Layout> layout = type.flatMap(t -> layout(t, checks));
        checks.checkObjects(table);
        checks.checkSession(table);
        checkNames(table, layout, checks);
        checks.refuseIfAny();
        return plan(stages(table, type.orElseThrow(), layout.orElseThrow()));
    }

    private Plan plan(List<Stage> stages) {
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
                open.isEmpty() ? List.of() : notes(table),
                open,
                conversion.pace());
    }

    private List<String> notes(Table table) {
        List<String> notes = new ArrayList<>();
        if (table.kind() == RelationKind.TABLE) {
            notes.add(
                    "The old heap becomes the partition %s; no row is copied or moved."
                            .formatted(conversion.legacy()));
            if (swapsPrimaryKey(table)) {
                notes.add(
                        "The primary key becomes (%s): ON CONFLICT must name these columns, and id alone is unique no longer."
                                .formatted(names(conversion.primaryKeyColumns()))
                                .replace("id alone", names(oldKey(table)) + " alone"));
            }
            if (!table.foreignKeys().isEmpty()) {
                notes.add(
                        "Foreign keys live on the partitions while %s exists."
                                .formatted(conversion.legacy()));
            }
            if (!facts.keysRead()) {
                notes.add(
                        "The greatest key was not read: no index leads with %s yet."
                                .formatted(conversion.partitionColumn()));
            }
        }
        return notes;
    }

    /** The old heap as a partition of the table, when this conversion has been done. */
    private Optional<Partitioning.Partition> convertedPartition(Table table) {
        return table.partitioning()
                .filter(p -> p.column().filter(conversion.partitionColumn()::equals).isPresent())
                .flatMap(p -> p.partition(conversion.legacy()))
                .filter(p -> facts.memory().isPresent());
    }

    private void checkBoundary(
            Table table, Partitioning.Partition legacy, ConversionChecks checks) {
        Optional<KeyType> type =
                table.column(conversion.partitionColumn()).flatMap(c -> KeyType.of(c.type()));
        Optional<Bound> wanted = type.flatMap(t -> wantedBoundary(t, checks));
        wanted.filter(bound -> !legacy.upper().text().equals(bound.catalogText()))
                .ifPresent(
                        bound ->
                                checks.add(
                                        Refusals.otherBoundary(
                                                table.name(), legacy.bound(), bound.text())));
    }

    private Optional<Bound> wantedBoundary(KeyType type, ConversionChecks checks) {
        try {
            return conversion.boundary().map(scheme(type)::parse);
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
            return Optional.empty();
        }
    }

    /** Where legacy ends, and the partitions after it. */
    record Layout(
            PartitionScheme scheme, Bound boundary, List<Range> ranges, List<Identifier> names) {}

    private PartitionScheme scheme(KeyType type) {
        Interval interval = Interval.parse(conversion.interval());
        return new PartitionScheme(
                type,
                interval,
                conversion.keyUnit(),
                conversion.timeZone(),
                conversion
                        .partitionNamePattern()
                        .map(NamePattern::new)
                        .orElseGet(() -> NamePattern.of(interval)));
    }

    private Optional<Layout> layout(KeyType type, ConversionChecks checks) {
        try {
            PartitionScheme scheme = scheme(type);
            Bound boundary = boundary(scheme, checks);
            // with premake 0 too: the next range tells whether the boundary can be one
            List<Range> ranges =
                    scheme.following(boundary, Math.max(1, conversion.premake()))
                            .subList(0, conversion.premake());
            List<Identifier> names = scheme.names(conversion.table().name(), ranges);
            return Optional.of(new Layout(scheme, boundary, ranges, names));
        } catch (RangeException e) {
            checks.add(
                    e.reason() == RangeException.Reason.INFINITE && conversion.boundary().isEmpty()
                            ? Refusals.infiniteKey(conversion.table(), conversion.partitionColumn())
                            : Refusals.of(e));
            return Optional.empty();
        }
    }

    private Bound boundary(PartitionScheme scheme, ConversionChecks checks) {
        Optional<Bound> greatest =
                facts.greatestKey().filter(key -> !key.equals("-infinity")).map(scheme::parse);
        if (conversion.boundary().isPresent()) {
            Bound boundary = scheme.parse(conversion.boundary().get());
            greatest.filter(key -> key.compareTo(boundary) >= 0)
                    .ifPresent(
                            key ->
                                    checks.add(
                                            Refusals.beyondBoundary(
                                                    conversion.table(),
                                                    scheme.text(key),
                                                    scheme.text(boundary))));
            return boundary;
        }
        Optional<Bound> now = scheme.at(facts.server().now());
        Bound last =
                greatest.filter(key -> now.filter(n -> n.compareTo(key) > 0).isEmpty())
                        .or(() -> now)
                        .orElseGet(() -> scheme.parse("0"));
        return scheme.firstAfter(last);
    }

    private void checkNames(Table table, Optional<Layout> layout, ConversionChecks checks) {
        checks.checkNames(table, layout.map(Layout::names).orElse(List.of()));
    }

    private List<Stage> stages(Table table, KeyType type, Layout layout) {
        Bounds bounds = conversion.bounds(type);
        List<Stage> stages = new ArrayList<>();
        if (swapsPrimaryKey(table)) {
            build(
                    stages,
                    table,
                    conversion.newPrimaryKeyName(),
                    true,
                    conversion.primaryKeyColumns());
        }
        if (needsKeyIndex(conversion, table)) {
            build(
                    stages,
                    table,
                    conversion.keyIndexName(),
                    false,
                    List.of(conversion.partitionColumn()));
        }
        stages.add(
                new Stage.Locked(
                        "add the bounds check",
                        Stage.Targets.of(table),
                        List.of(new AddBoundsCheck(bounds))));
        if (conversion.proof() == Proof.SCAN) {
            stages.add(new Stage.Online(new ValidateBoundsCheck(bounds)));
        }
        stages.add(new CutOver(conversion, table, bounds, layout).stage());
        stages.add(new Stage.Online(new Analyze(table.name())));
        return stages;
    }

    private void build(
            List<Stage> stages,
            Table table,
            Identifier name,
            boolean unique,
            List<Identifier> columns) {
        if (table.index(name).filter(index -> !index.valid()).isPresent()) {
            stages.add(new Stage.Online(new DropIndex(table.name(), name)));
        }
        stages.add(new Stage.Online(new BuildIndex(table.name(), name, unique, columns)));
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

    private List<Identifier> oldKey(Table table) {
        return table.primaryKey().stream()
                .flatMap((Index key) -> key.columns().stream())
                .flatMap(Optional::stream)
                .toList();
    }

    private static String names(List<Identifier> names) {
        return String.join(", ", names.stream().map(Identifier::value).toList());
    }
}
