// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AttachPartition;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.DetachPartition;
import io.github.livepartition.step.DropForeignKey;
import io.github.livepartition.step.ExpectIndexes;
import io.github.livepartition.step.ExpectNothingLogged;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.LogOnly;
import io.github.livepartition.step.MirrorChanges;
import io.github.livepartition.step.Replay;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.StopMirroring;
import io.github.livepartition.step.TurnChangeLog;
import io.github.livepartition.step.ValidateForeignKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans the way back to the old heap, which has every row written since; ranges stay staged. */
public final class CompletionReversionPlanner {

    private final Completion completion;
    private final StageFacts facts;
    private final StageChecks checks;

    private CompletionReversionPlanner(Completion completion, StageFacts facts) {
        this.completion = completion;
        this.facts = facts;
        this.checks = new StageChecks(completion.move(), facts);
    }

    /**
     * @throws RefusedException with every reason at once when it cannot be undone
     */
    public static Plan plan(Completion completion, StageFacts facts) {
        return new CompletionReversionPlanner(completion, facts).plan(false);
    }

    /** The same for a switch that has yet to be done. */
    public static Plan planAhead(Completion completion, StageFacts facts) {
        return new CompletionReversionPlanner(completion, facts).plan(true);
    }

    private Plan plan(boolean ahead) {
        StageContext context = checks.context();
        Staged staged = completion.staged();
        if (facts.state().isEmpty() && facts.move().legacy().isEmpty()) {
            checks.add(MoveRefusals.noWayBack(staged.table(), staged.legacy()));
        }
        boolean switched = context.isSwitched();
        if (switched) {
            checkRoom(context);
            checks.checkDetachable(context);
        }
        checks.refuseIfAny();
        Remainder remainder = new Remainder(completion, facts);
        List<Piece> pieces =
                new ArrayList<>(context.ranges().stream().map(context::piece).toList());
        if (ahead && !pieces.isEmpty()) {
            pieces.addAll(remainder.gaps());
        }
        List<Stage> stages = new ArrayList<>();
        if (switched || ahead && !context.ranges().isEmpty()) {
            stages.addAll(wayBack(context, pieces));
        } else if (facts.state().isPresent()) {
            stages.addAll(leftovers(context));
        }
        remainder.drop(context, pieces).ifPresent(stages::add);
        return new Plan(
                staged.table(),
                "undo: " + completion.title(),
                stages.isEmpty()
                        ? List.of()
                        : List.of(
                                "The old heap %s has every row written since; what was staged stays staged."
                                        .formatted(staged.legacy())),
                stages,
                completion.pace());
    }

    /** The old heap needs the keys that it had. */
    private void checkRoom(StageContext context) {
        Span legacy = legacySpan(context);
        List<Identifier> others = new ArrayList<>();
        for (Partitioning.Partition partition : context.partitioning().partitions()) {
            Identifier name = partition.name().name();
            boolean ours =
                    context.ranges().stream()
                            .anyMatch(
                                    r ->
                                            r.name().equals(name)
                                                    || r.parent().equals(Optional.of(name)));
            if (!ours
                    && (partition.isDefault()
                            || MoveState.span(partition, context.layout()).overlaps(legacy))) {
                others.add(name);
            }
        }
        if (!others.isEmpty()) {
            checks.add(
                    StageRefusals.inTheWay(
                            context.staged().table(), context.staged().legacy(), others));
        }
    }

    private Partitioning.Partition legacy(StageContext context) {
        QualifiedName name = context.staged().legacy();
        return context.partitioning()
                .partition(name)
                .orElseGet(
                        () ->
                                new Partitioning.Partition(
                                        name,
                                        facts.state().flatMap(StageState::bound).orElseThrow()));
    }

    private Span legacySpan(StageContext context) {
        return MoveState.span(legacy(context), context.layout());
    }

    private List<Stage> wayBack(StageContext context, List<Piece> pieces) {
        List<Stage> stages = new ArrayList<>();
        Table table = context.table();
        Staged staged = context.staged();
        List<Span> spans = pieces.stream().map(Piece::span).toList();
        List<ForeignKey> keys = facts.keys();
        List<ForeignKey> old = facts.move().legacy().map(Table::foreignKeys).orElse(List.of());
        if (context.isSwitched() && !old.isEmpty()) {
            stages.add(StageSwitch.release(context, context.back(spans), old));
        }
        Groups groups = Groups.of(context, pieces);
        (context.isSwitched() ? groups.planned() : groups.all())
                .forEach(group -> stages.add(new Flattening(context).back(group)));
        Copying copying = context.back(spans);
        if (context.isSwitched() && context.mirrors() && context.truncated()) {
            stages.add(new Stage.Online(new StopMirroring(copying)));
        }
        if (!context.isSwitched() || !context.mirrors() || context.truncated()) {
            stages.add(new Stage.Online(new MirrorChanges(copying)));
        }
        stages.add(switchBack(context, groups.all(), spans));
        if (!keys.isEmpty()) {
            stages.add(
                    letGo(
                            context,
                            pieces.stream().map(p -> context.name(p.name())).toList(),
                            context.copying(spans),
                            keys));
            stages.add(new Stage.Online(new ValidateForeignKeys(table.name(), table.owner())));
        }
        stages.addAll(Referencing.proofs(table));
        groups.all().forEach(group -> stages.add(StageSwitch.regroup(context, group, true)));
        return stages;
    }

    private Stage switchBack(StageContext context, List<Group> groups, List<Span> spans) {
        Copying copying = context.back(spans);
        Staged staged = context.staged();
        Table table = context.table();
        List<Step> steps = new ArrayList<>();
        int indexes = table.indexes().size();
        for (Group group : groups) {
            QualifiedName name = context.name(group.name());
            steps.add(new DetachPartition(staged.table(), name));
            steps.add(new AttachPartition(staged.staging(), name, group.span().forValues()));
            steps.add(new ExpectIndexes(name, indexes, name.name()));
        }
        steps.add(
                new AttachPartition(
                        staged.table(), staged.legacy(), Sql.verbatim(legacy(context).bound())));
        steps.add(
                new ExpectIndexes(
                        staged.legacy(),
                        facts.move().legacy().orElseThrow().indexes().size(),
                        staged.legacy().name()));
        for (ForeignKey key : facts.keys()) {
            steps.addAll(StageSwitch.add(staged.legacy(), key));
        }
        steps.add(
                new TurnChangeLog(
                        context.copying(spans),
                        StageState.json(
                                CopyState.Phase.COPYING, facts.structure().orElseThrow(), "")));
        return new Stage.Locked(
                "switch back",
                Targets.with(
                                table,
                                beside(context, groups),
                                Copies.referenced(facts.keys()),
                                LockLevel.SHARE_ROW_EXCLUSIVE)
                        .withReferencing(table),
                Optional.empty(),
                Optional.of(new Stage.Preparation(Replay.variables(), Replay.settle(copying))),
                List.of(new ExpectNothingLogged(copying)),
                Referencing.around(table, steps));
    }

    private static List<QualifiedName> beside(StageContext context, List<Group> groups) {
        List<QualifiedName> beside = new ArrayList<>();
        groups.forEach(group -> beside.add(context.name(group.name())));
        beside.add(context.staged().staging());
        beside.add(context.staged().legacy());
        return beside;
    }

    /** What a switch that never came, or was taken back, has left. */
    private List<Stage> leftovers(StageContext context) {
        List<Stage> stages = new ArrayList<>();
        if (context.mirrors()) {
            stages.add(new Stage.Online(new StopMirroring(context.copying())));
        }
        List<QualifiedName> held =
                context.ranges().stream()
                        .filter(StageState.Range::keyed)
                        .map(range -> context.name(range.name()))
                        .toList();
        if (!held.isEmpty()) {
            stages.add(letGo(context, held, context.copying(context.spans()), facts.keys()));
        }
        if (facts.unprovedKeys()) {
            stages.add(
                    new Stage.Online(
                            new ValidateForeignKeys(
                                    context.staged().table(), context.table().owner())));
        }
        stages.addAll(Referencing.unproved(context.table()));
        Groups.of(context, context.ranges().stream().map(context::piece).toList())
                .made()
                .forEach(group -> stages.add(StageSwitch.regroup(context, group, true)));
        return stages;
    }

    /** What stands aside must not keep from being deleted what the table no longer references. */
    private static Stage letGo(
            StageContext context,
            List<QualifiedName> partitions,
            Copying copying,
            List<ForeignKey> keys) {
        List<Step> steps = new ArrayList<>();
        for (QualifiedName partition : partitions) {
            keys.forEach(key -> steps.add(new DropForeignKey(partition, key)));
        }
        steps.add(new LogOnly(copying));
        return new Stage.Locked(
                "drop the foreign keys of the staged partitions",
                Targets.aside(
                        context.staged().staging(),
                        context.table().owner(),
                        Copies.referenced(keys)),
                steps);
    }
}
