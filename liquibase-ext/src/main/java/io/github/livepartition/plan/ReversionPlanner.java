// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.IndexStorage;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.Bounds;
import io.github.livepartition.step.BuildIndex;
import io.github.livepartition.step.DropBoundsCheck;
import io.github.livepartition.step.DropIndex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Plans the way back: the table as it is now in, the plan out. The old heap takes the table's place
 * again, with every row that was written after the conversion.
 */
public final class ReversionPlanner {

    private final Conversion conversion;
    private final Facts facts;

    private ReversionPlanner(Conversion conversion, Facts facts) {
        this.conversion = conversion;
        this.facts = facts;
    }

    /**
     * What is left to do to undo a conversion, one that ended half-way included.
     *
     * @throws RefusedException with every reason at once when it cannot be undone
     */
    public static Plan plan(Conversion conversion, Facts facts) {
        return new ReversionPlanner(conversion, facts).plan(false);
    }

    /** The same for a conversion that has yet to be done. */
    public static Plan planAhead(Conversion conversion, Facts facts) {
        return new ReversionPlanner(conversion, facts).plan(true);
    }

    private Plan plan(boolean ahead) {
        ConversionChecks checks = new ConversionChecks(conversion, facts);
        Table table = checks.existingTable();
        checks.checkSession(table);
        boolean converted = facts.legacy().isPresent() && facts.memory().isPresent();
        if (!converted && table.kind() == RelationKind.PARTITIONED_TABLE) {
            checks.add(Refusals.oldHeapGone(table.name(), conversion.legacy()));
        } else if (!converted && table.kind() != RelationKind.TABLE) {
            checks.checkKind(table);
        }
        Staged staged = new Staged(conversion.table(), conversion.legacy());
        if (converted && facts.relationNames().contains(staged.log().name())) {
            checks.add(StageRefusals.staged(conversion.legacy()));
        } else if (converted
                && table.partitioning().flatMap(p -> p.partition(conversion.legacy())).isEmpty()) {
            checks.add(Refusals.oldHeapApart(table.name(), conversion.legacy()));
        }
        if (converted && !facts.outside().doubled().isEmpty()) {
            checks.add(
                    Refusals.doubledKeys(
                            table.name(),
                            facts.memory().get().primaryKey(),
                            facts.outside().doubled()));
        }
        if (converted) {
            new CarryChecks(conversion, table, checks).back();
            KeyRefusals.undetachable(facts.server(), facts.legacy()).forEach(checks::add);
            table.obstacles()
                    .forEach(o -> checks.add(Refusals.notCarriedBack(table.name(), o.what())));
        }
        if (converted) {
            KeyPlans.checkWayBack(conversion, facts, table, checks);
        }
        Optional<KeyType> type =
                table.column(conversion.partitionColumn()).flatMap(c -> KeyType.of(c.type()));
        if (type.isEmpty()) {
            checks.add(
                    Refusals.noColumn(
                            table.name(), conversion.partitionColumn(), "partitionColumn"));
        }
        checks.refuseIfAny();
        Bounds bounds = conversion.bounds(type.orElseThrow());
        if (converted) {
            return plan(wayBack(Converted.read(conversion, facts), bounds, facts.legacy()));
        }
        return plan(
                ahead
                        ? wayBack(Converted.predicted(conversion, facts), bounds, Optional.empty())
                        : leftovers(table, bounds));
    }

    private Plan plan(List<Stage> stages) {
        return new Plan(
                conversion.table(),
                "undo the partitioning of %s".formatted(conversion.table()),
                stages.size() > 1 ? notes(stages) : List.of(),
                stages,
                conversion.pace());
    }

    private List<String> notes(List<Stage> stages) {
        List<String> notes = new ArrayList<>();
        if (stages.stream().anyMatch(stage -> stage.title().equals(WayBack.RELEASE))) {
            notes.add(
                    "Foreign keys of other tables are dropped before rows are returned in slices, come back in the cut-over, and are validated at the end: in between nobody checks them.");
        }
        notes.addAll(
                List.of(
                        "The old heap %s becomes the table again, with every row written since."
                                .formatted(conversion.legacy()),
                        "At most %d of these rows go back in the transaction of the cut-over; more are returned before, in slices."
                                .formatted(WayBack.MOST_ROWS),
                        "A statement whose snapshot is older than such a transaction may miss the rows it moves:"
                                + " EXECUTE of a SELECT, COPY (query), REFRESH MATERIALIZED VIEW, STABLE functions,"
                                + " REPEATABLE READ and SERIALIZABLE transactions. Later statements see every row."));
        return notes;
    }

    private List<Stage> wayBack(Converted converted, Bounds bounds, Optional<Table> legacy) {
        List<Stage> stages = new ArrayList<>();
        if (!converted.memory().primaryKey().isEmpty()) {
            var index = conversion.oldPrimaryKeyName();
            var built = legacy.flatMap(heap -> heap.index(index));
            if (built.filter(i -> !i.valid()).isPresent()) {
                stages.add(new Stage.Online(new DropIndex(conversion.legacy(), index)));
            }
            if (built.filter(i -> i.valid()).isEmpty()) {
                stages.add(
                        new Stage.Online(
                                new BuildIndex(
                                        conversion.legacy(),
                                        index,
                                        true,
                                        converted.memory().primaryKey(),
                                        NewPrimaryKey.storage(converted.table()))));
            }
        }
        stages.addAll(
                UniqueKeys.rebuilds(
                        converted.memory().keys().unique(), conversion.legacy(), legacy));
        WayBack wayBack = new WayBack(conversion, converted, bounds);
        if (legacy.isEmpty() || facts.outside().rows() > WayBack.MOST_ROWS) {
            for (QualifiedName partition : partitionsWithoutIndex(legacy)) {
                Identifier index = partition.name().suffixed("_bounds_idx");
                stages.add(
                        new Stage.Online(
                                new BuildIndex(
                                        partition,
                                        index,
                                        false,
                                        List.of(bounds.key()),
                                        IndexStorage.in(converted.table().tablespace()))));
            }
            wayBack.release().ifPresent(stages::add);
            facts.outside()
                    .fallback()
                    .map(f -> new DefaultStages(converted.table(), bounds, f))
                    .map(f -> f.before(new Span(Optional.empty(), Optional.empty())))
                    .ifPresent(stages::addAll);
            stages.add(wayBack.slices());
        }
        stages.add(wayBack.stage());
        stages.addAll(
                Referencing.proofs(
                        converted.memory().keys().incoming(),
                        conversion.table(),
                        RelationKind.TABLE));
        if (converted.keyIndex()) {
            stages.add(
                    new Stage.Online(new DropIndex(conversion.table(), conversion.keyIndexName())));
        }
        return stages;
    }

    private List<QualifiedName> partitionsWithoutIndex(Optional<Table> legacy) {
        return legacy.isPresent()
                ? facts.outside().unindexed()
                : ConversionPlanner.partitionNames(conversion, facts);
    }

    /**
     * What a conversion that never reached its cut-over, or a way back that ended after it, leaves
     * behind.
     */
    private List<Stage> leftovers(Table table, Bounds bounds) {
        List<Stage> stages = new ArrayList<>();
        if (table.check(conversion.boundsName()).isPresent() && facts.boundsBody().isPresent()) {
            stages.add(
                    new Stage.Locked(
                            "drop the bounds check",
                            Targets.of(table),
                            List.of(new DropBoundsCheck(bounds))));
        }
        List<Identifier> built =
                new ArrayList<>(List.of(conversion.keyIndexName(), conversion.newPrimaryKeyName()));
        conversion.keys().unique().forEach(choice -> built.add(IndexNames.extended(choice.name())));
        built.addAll(new UniqueKeys(conversion, facts.keys()).builtFor(table));
        for (var name : new LinkedHashSet<>(built)) {
            if (table.index(name).filter(index -> !index.primary()).isPresent()) {
                stages.add(new Stage.Online(new DropIndex(table.name(), name)));
            }
        }
        stages.addAll(Referencing.unproved(table));
        return stages;
    }
}
