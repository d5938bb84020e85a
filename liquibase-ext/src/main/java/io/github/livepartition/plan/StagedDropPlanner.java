// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.step.Bounds;
import io.github.livepartition.step.Comparison;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.DropBoundsFunction;
import io.github.livepartition.step.DropLegacy;
import io.github.livepartition.step.EndStagedLog;
import io.github.livepartition.step.EndWatch;
import io.github.livepartition.step.Pacing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans the end of a staged move: the old heap goes, which stands aside, and the change log. */
public final class StagedDropPlanner {

    private final PartitionDrop drop;
    private final PartitionDropFacts leaves;
    private final StageChecks checks;

    private StagedDropPlanner(PartitionDrop drop, PartitionDropFacts leaves, StageFacts facts) {
        this.drop = drop;
        this.leaves = leaves;
        this.checks = new StageChecks(move(drop), facts);
    }

    /** Of all that is older than the boundary. */
    public static Move move(PartitionDrop drop) {
        return new Completion(
                        new Staged(drop.table(), drop.legacy()), false, Pacing.NONE, drop.pace())
                .move();
    }

    /**
     * What is left to do.
     *
     * @throws RefusedException with every reason against it
     */
    public static Plan plan(PartitionDrop drop, PartitionDropFacts leaves, StageFacts facts) {
        return new StagedDropPlanner(drop, leaves, facts).plan();
    }

    /** Whether the old heap has been replaced. */
    public static boolean isReady(PartitionDrop drop, StageFacts facts) {
        StageContext context = new StageChecks(move(drop), facts).context();
        return context.isSwitched() && isComplete(context);
    }

    private Plan plan() {
        StageContext context = checks.context();
        StageFacts facts = context.facts();
        Optional<Table> legacy = facts.move().legacy();
        if (!context.isSwitched()) {
            checks.add(StageRefusals.staged(drop.legacy()));
        } else if (!isComplete(context)) {
            checks.add(StageRefusals.notComplete(drop.table()));
        }
        if (!drop.detach()) {
            legacy.stream()
                    .flatMap(PartitionDropPlanner::uses)
                    .forEach(use -> checks.add(CopyRefusals.legacyUsed(drop.legacy(), use)));
        }
        checks.refuseIfAny();
        List<Stage> stages = new ArrayList<>();
        if (legacy.isPresent() && !drop.detach()) {
            stages.add(end(context));
        }
        stages.addAll(
                PartitionDropPlanner.foreignKeys(context.table(), leaves.leaves(), facts.keys()));
        for (StageState.Range range : context.ranges()) {
            var partition = context.name(range.name());
            stages.add(
                    new Stage.Locked(
                            "finish partition " + range.name(),
                            Targets.of(partition, context.table().owner()),
                            List.of(new EndWatch(partition, context.staged().ranges()))));
        }
        stages.add(new Stage.Online(new EndStagedLog(context.copying())));
        return new Plan(
                drop.table(),
                drop.title(),
                List.of(
                        "There is no way back from here%s."
                                .formatted(drop.detach() ? "" : " but a backup")),
                stages,
                drop.pace());
    }

    private static boolean isComplete(StageContext context) {
        return !context.facts().unprovedKeys()
                && context.table().incomingForeignKeys().stream()
                        .allMatch(IncomingForeignKey::validated)
                && context.facts().move().legacy().stream()
                        .allMatch(heap -> heap.foreignKeys().isEmpty())
                && context.ranges().stream()
                        .map(context::piece)
                        .allMatch(piece -> Groups.isFlat(context, piece));
    }

    private Stage end(StageContext context) {
        Copying back = context.back();
        return new Stage.Locked(
                "drop the old heap",
                Targets.aside(drop.legacy(), context.table().owner(), List.of()),
                Optional.empty(),
                Optional.of(new Stage.Preparation(Comparison.variables(), Comparison.proof(back))),
                List.of(),
                List.of(
                        new DropLegacy(drop.legacy(), List.of()),
                        new DropBoundsFunction(
                                new Bounds(
                                        drop.legacy(),
                                        drop.boundsName(),
                                        context.key(),
                                        context.type().typeName()))));
    }
}
