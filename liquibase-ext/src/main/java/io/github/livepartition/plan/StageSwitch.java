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
import io.github.livepartition.step.AddUnprovedForeignKey;
import io.github.livepartition.step.AttachPartition;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.DetachPartition;
import io.github.livepartition.step.DropForeignKey;
import io.github.livepartition.step.ExpectIndexes;
import io.github.livepartition.step.ExpectNothingLogged;
import io.github.livepartition.step.ExpectWatched;
import io.github.livepartition.step.ExpectWithin;
import io.github.livepartition.step.GroupStaged;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.LogOnly;
import io.github.livepartition.step.Replay;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.TurnChangeLog;
import io.github.livepartition.step.ValidateForeignKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one transaction in which the staged partitions take the old heap's place. It moves no row: by
 * then every change is written to both by whoever makes it, and nobody has a snapshot from before
 * that. They come in groups, so that many take hardly longer than a few; afterwards they become
 * partitions of the table itself.
 */
final class StageSwitch {

    private final StageContext context;
    private final Pace pace;
    private final Staged staged;
    private final List<Piece> pieces = new ArrayList<>();
    private final Groups groups;

    StageSwitch(StageContext context, Completion completion) {
        this(context, completion, List.of());
    }

    /**
     * @param rest to be staged before
     */
    StageSwitch(StageContext context, Completion completion, List<Piece> rest) {
        this.context = context;
        this.pace = completion.pace();
        this.staged = context.staged();
        context.ranges().forEach(range -> pieces.add(context.piece(range)));
        rest.stream()
                .filter(piece -> pieces.stream().noneMatch(p -> p.name().equals(piece.name())))
                .forEach(pieces::add);
        pieces.sort(Groups.byKey());
        this.groups = Groups.of(context, pieces);
    }

    /** Of all ranges. */
    Copying copying() {
        return context.copying(spans());
    }

    private List<Span> spans() {
        return pieces.stream().map(Piece::span).toList();
    }

    /** The partitions without triggers of ours. */
    List<QualifiedName> unwatched() {
        return pieces.stream()
                .filter(
                        piece ->
                                context.ranges().stream()
                                        .noneMatch(
                                                range ->
                                                        range.watched()
                                                                && range.name()
                                                                        .equals(piece.name())))
                .map(piece -> context.name(piece.name()))
                .toList();
    }

    Stage stage() {
        Table table = context.table();
        List<ForeignKey> keys = context.facts().keys();
        List<Step> steps = new ArrayList<>();
        steps.add(new DetachPartition(staged.table(), staged.legacy()));
        for (Group group : groups.all()) {
            QualifiedName name = context.name(group.name());
            steps.add(new DetachPartition(staged.staging(), name));
            steps.add(new AttachPartition(staged.table(), name, group.span().forValues()));
            steps.add(new ExpectIndexes(name, table.indexes().size(), name.name()));
        }
        for (Piece piece : pieces) {
            steps.addAll(
                    Carrying.giveAgain(
                            staged.table(), context.name(piece.name()), table.belongings()));
            for (ForeignKey key : keys) {
                steps.addAll(add(context.name(piece.name()), key));
            }
        }
        String bound =
                context.partitioning()
                        .partition(staged.legacy())
                        .map(Partitioning.Partition::bound)
                        .orElseThrow();
        steps.add(
                new TurnChangeLog(
                        context.back(spans()),
                        StageState.json(
                                CopyState.Phase.SWITCHED,
                                context.facts().structure().orElseThrow(),
                                bound)));
        Copying copying = copying();
        return new Stage.Locked(
                "switch",
                Targets.with(
                                table,
                                List.of(staged.legacy(), staged.staging()),
                                Copies.referenced(keys),
                                LockLevel.SHARE_ROW_EXCLUSIVE)
                        .withReferencing(table),
                Optional.of(Stage.Described.unchanged(table, List.of(), Differences.ofMove(table))),
                Optional.of(new Stage.Preparation(Replay.variables(), Replay.settle(copying))),
                List.of(
                        new ExpectWatched(staged.legacy()),
                        new ExpectNothingLogged(copying),
                        new ExpectWithin(copying)),
                Referencing.around(table, steps));
    }

    /** A foreign key for what comes, with its comment. */
    static List<Step> add(QualifiedName table, ForeignKey key) {
        List<Step> steps = new ArrayList<>();
        steps.add(new AddUnprovedForeignKey(table, key.valid()));
        Sql constraint = Sql.of("CONSTRAINT %s ON %s", key.name(), table);
        key.comment().ifPresent(text -> steps.add(new CommentOn(constraint, text)));
        return steps;
    }

    /** Puts those that are in no group into one. */
    List<Stage> group() {
        return groups.planned().stream().map(group -> regroup(context, group, false)).toList();
    }

    static Stage regroup(StageContext context, Group group, boolean back) {
        Map<Identifier, Span> spans = new LinkedHashMap<>();
        group.pieces().forEach(piece -> spans.put(piece.name(), piece.span()));
        return new Stage.Online(
                new GroupStaged(context.copying(), group.name(), spans, group.span(), back));
    }

    /** What is left after the switch. */
    List<Stage> after() {
        List<Stage> stages = new ArrayList<>();
        StageFacts facts = context.facts();
        Table table = context.table();
        List<ForeignKey> old = facts.move().legacy().map(Table::foreignKeys).orElse(List.of());
        if (!old.isEmpty()) {
            stages.add(release(context, context.back(spans()), old));
        }
        if (context.isSwitched() ? facts.unprovedKeys() : !facts.keys().isEmpty()) {
            stages.add(new Stage.Online(new ValidateForeignKeys(table.name(), table.owner())));
        }
        (context.isSwitched() ? groups.made() : groups.all())
                .forEach(group -> stages.add(new Flattening(context).there(group)));
        stages.addAll(
                context.isSwitched() ? Referencing.unproved(table) : Referencing.proofs(table));
        return stages;
    }

    /** Until then whoever deletes a row deletes it in the old heap too. */
    static Stage release(StageContext context, Copying back, List<ForeignKey> keys) {
        QualifiedName heap = context.staged().legacy();
        List<Step> steps = new ArrayList<>();
        keys.forEach(key -> steps.add(new DropForeignKey(heap, key)));
        steps.add(new LogOnly(back));
        return new Stage.Locked(
                "drop the foreign keys of the old heap",
                Targets.aside(heap, context.table().owner(), Copies.referenced(keys)),
                steps);
    }
}
