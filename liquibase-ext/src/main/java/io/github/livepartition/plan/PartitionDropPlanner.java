// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AddUnprovedForeignKey;
import io.github.livepartition.step.AttachForeignKey;
import io.github.livepartition.step.Bounds;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.DetachConcurrently;
import io.github.livepartition.step.DetachPartition;
import io.github.livepartition.step.DropBoundsFunction;
import io.github.livepartition.step.DropLegacy;
import io.github.livepartition.step.ExpectEmpty;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.OlderSnapshots;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.ValidateForeignKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plans the end of a conversion by {@code attach}: the old heap goes, and the foreign keys of the
 * partitions become the table's.
 */
public final class PartitionDropPlanner {

    private final PartitionDrop drop;
    private final PartitionDropFacts facts;

    private PartitionDropPlanner(PartitionDrop drop, PartitionDropFacts facts) {
        this.drop = drop;
        this.facts = facts;
    }

    /**
     * What is left to do.
     *
     * @throws RefusedException with every reason against it
     */
    public static Plan plan(PartitionDrop drop, PartitionDropFacts facts) {
        return new PartitionDropPlanner(drop, facts).plan();
    }

    private Plan plan() {
        if (facts.table().isEmpty()) {
            throw new RefusedException(List.of(Refusals.noTable(drop.table())));
        }
        Table table = facts.table().get();
        List<Finding> findings = findings(table);
        if (!findings.isEmpty()) {
            throw new RefusedException(findings);
        }
        List<Stage> stages = new ArrayList<>();
        facts.legacy().ifPresent(legacy -> stages.addAll(end(table, legacy)));
        boolean detaches = facts.legacy().isPresent() && attached().isPresent() && !drop.detach();
        stages.addAll(detaches ? Referencing.proofs(table) : Referencing.unproved(table));
        stages.addAll(foreignKeys(table));
        return new Plan(
                drop.table(),
                drop.title(),
                stages.isEmpty() ? List.of() : notes(),
                stages,
                drop.pace());
    }

    private List<String> notes() {
        Optional<String> gap =
                attached()
                        .map(
                                p ->
                                        "Keys from %s to %s have no partition afterwards: rows with such a key are refused."
                                                .formatted(p.lower().text(), p.upper().text()));
        return Stream.concat(
                        Stream.of(
                                "There is no way back from here%s."
                                        .formatted(drop.detach() ? "" : " but a backup")),
                        gap.stream())
                .toList();
    }

    private List<Finding> findings(Table table) {
        List<Finding> findings = new ArrayList<>();
        if (facts.server().isTooOld()) {
            findings.add(Refusals.oldServer(facts.server()));
        }
        if (!facts.missingRights().isEmpty()) {
            findings.add(
                    Refusals.rights(
                            Sql.of("%s", facts.server().role()),
                            drop.table(),
                            facts.missingRights()));
        }
        long lockTimeout = drop.pace().lockTimeout().toMillis();
        if (lockTimeout >= facts.server().deadlockTimeoutMillis()) {
            findings.add(Refusals.lockTimeout(lockTimeout, facts.server().deadlockTimeoutMillis()));
        }
        if (table.kind() != RelationKind.PARTITIONED_TABLE
                || facts.legacy().isPresent() && !facts.ours()) {
            findings.add(MoveRefusals.notConverted(drop.table(), drop.legacy()));
        }
        if (facts.rows() > 0 && !drop.detach()) {
            findings.add(MoveRefusals.hasRows(drop.legacy(), facts.rows(), facts.keys()));
        }
        // what PostgreSQL 14 makes of the keys goes with the old heap
        if (attached().isPresent() && (drop.detach() || facts.server().major() > 14)) {
            findings.addAll(KeyRefusals.undetachable(facts.server(), facts.legacy()));
        }
        if (!drop.detach()) {
            facts.legacy().stream()
                    .flatMap(PartitionDropPlanner::uses)
                    .forEach(use -> findings.add(CopyRefusals.legacyUsed(drop.legacy(), use)));
        }
        return findings;
    }

    static Stream<String> uses(Table heap) {
        return Stream.concat(
                heap.views().stream().map(v -> "the view %s that reads it".formatted(v.name())),
                heap.incomingForeignKeys().stream()
                        .map(key -> "the foreign key %s".formatted(key.name())));
    }

    private Optional<Partitioning.Partition> attached() {
        return facts.table().flatMap(Table::partitioning).flatMap(p -> p.partition(drop.legacy()));
    }

    private List<Stage> end(Table table, Table legacy) {
        List<Stage> stages = new ArrayList<>();
        boolean isAttached = attached().isPresent();
        if (facts.pending()) {
            stages.add(new Stage.Online(new DetachConcurrently(drop.table(), drop.legacy(), true)));
            isAttached = false;
        }
        if (drop.detach()) {
            if (isAttached) {
                stages.add(detach(table));
            }
            return stages;
        }
        var referenced = Copies.referenced(legacy.foreignKeys());
        List<Step> steps = new ArrayList<>();
        if (isAttached) {
            steps.add(new DetachPartition(drop.table(), drop.legacy()));
        }
        steps.add(new DropLegacy(drop.legacy(), referenced));
        steps.add(new DropBoundsFunction(bounds(table)));
        stages.add(
                new Stage.Locked(
                        "drop the old heap",
                        isAttached
                                ? Targets.partitionsOf(
                                                table, referenced, LockLevel.ACCESS_EXCLUSIVE)
                                        .withReferencing(table)
                                : Targets.aside(drop.legacy(), table.owner(), referenced),
                        Optional.empty(),
                        preparation(),
                        List.of(new ExpectEmpty(drop.legacy())),
                        isAttached ? Referencing.around(table, steps) : steps));
        return stages;
    }

    private Optional<Stage.Preparation> preparation() {
        var older = new OlderSnapshots(drop.legacy());
        return Optional.of(new Stage.Preparation(older.variables(), older.await()));
    }

    /** Concurrently, which PostgreSQL cannot do beside a default partition. */
    private Stage detach(Table table) {
        boolean hasDefault =
                table.partitioning().orElseThrow().partitions().stream()
                        .anyMatch(Partitioning.Partition::isDefault);
        return hasDefault
                ? new Stage.Locked(
                        "take the old heap off",
                        Targets.partitionsOf(table, List.of(), LockLevel.ACCESS_EXCLUSIVE),
                        Optional.empty(),
                        preparation(),
                        List.of(),
                        List.of(new DetachPartition(drop.table(), drop.legacy())))
                : new Stage.Online(new DetachConcurrently(drop.table(), drop.legacy(), false));
    }

    private Bounds bounds(Table table) {
        var key = MoveChecks.key(table);
        KeyType type = KeyType.of(table.column(key).orElseThrow().type()).orElseThrow();
        return new Bounds(drop.legacy(), drop.boundsName(), key, type.typeName());
    }

    /** Those that live on the partitions: where one lacks them, it gets them first. */
    private List<Stage> foreignKeys(Table table) {
        return foreignKeys(
                table,
                facts.leaves(),
                facts.legacy()
                        .map(Table::foreignKeys)
                        .orElseGet(
                                () ->
                                        facts.leaves().isEmpty()
                                                ? List.of()
                                                : facts.leaves().get(0).foreignKeys()));
    }

    static List<Stage> foreignKeys(Table table, List<Table> leaves, List<ForeignKey> ofLeaves) {
        List<ForeignKey> keys = ofLeaves.stream().map(ForeignKey::valid).toList();
        if (keys.isEmpty() || !table.foreignKeys().isEmpty()) {
            return List.of();
        }
        List<Stage> stages = new ArrayList<>();
        boolean unproved = false;
        for (Table leaf : leaves) {
            for (ForeignKey key : keys) {
                Optional<ForeignKey> own =
                        leaf.foreignKeys().stream().filter(k -> isLike(k, key)).findFirst();
                unproved |= own.isEmpty() || !own.get().equals(own.get().valid());
                if (own.isEmpty()) {
                    stages.add(
                            new Stage.Locked(
                                    "add a foreign key to " + leaf.name(),
                                    Targets.with(leaf, List.of(key.references())),
                                    List.of(new AddUnprovedForeignKey(leaf.name(), key))));
                }
            }
        }
        if (unproved) {
            stages.add(new Stage.Online(new ValidateForeignKeys(table.name(), table.owner())));
        }
        List<Step> steps = new ArrayList<>();
        for (ForeignKey key : keys) {
            steps.add(new AttachForeignKey(table.name(), key));
            Sql constraint = Sql.of("CONSTRAINT %s ON %s", key.name(), table.name());
            key.comment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
        }
        stages.add(
                new Stage.Locked(
                        "give the table the foreign keys of its partitions",
                        Targets.partitionsOf(
                                table, Copies.referenced(keys), LockLevel.ACCESS_EXCLUSIVE),
                        steps));
        return stages;
    }

    private static boolean isLike(ForeignKey one, ForeignKey other) {
        return one.valid().definition().equals(other.valid().definition());
    }
}
