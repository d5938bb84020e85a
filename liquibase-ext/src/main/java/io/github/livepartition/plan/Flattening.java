// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.AttachPartition;
import io.github.livepartition.step.DetachPartition;
import io.github.livepartition.step.ExpectIndexes;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the staged partitions, which came below one that they share, partitions of the table
 * itself, a few in each transaction, lowest keys first; or the other way round. No row moves, so
 * that every statement finds all rows, however old its snapshot is.
 *
 * @param pieces lowest keys first
 */
record Flattening(StageContext context, List<Piece> pieces) {

    /** So many at a time: to detach and attach one takes about 3 ms with six indexes. */
    private static final int AT_A_TIME = 8;

    private QualifiedName table() {
        return context.staged().table();
    }

    private QualifiedName shared() {
        return context.staged().staging();
    }

    private boolean isFlat(Piece piece) {
        return context.partitioning().partition(context.name(piece.name())).isPresent();
    }

    List<Stage> there() {
        List<Piece> nested = pieces.stream().filter(piece -> !isFlat(piece)).toList();
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < nested.size(); i += AT_A_TIME) {
            List<Piece> left = nested.subList(i, nested.size());
            List<Piece> now = left.subList(0, Math.min(AT_A_TIME, left.size()));
            List<Piece> then = left.subList(now.size(), left.size());
            List<Step> steps = new ArrayList<>();
            steps.add(new DetachPartition(table(), shared()));
            now.forEach(piece -> steps.add(new DetachPartition(shared(), name(piece))));
            attachShared(steps, then);
            for (Piece piece : now) {
                steps.add(new AttachPartition(table(), name(piece), piece.span().forValues()));
                steps.add(expect(name(piece)));
            }
            stages.add(stage("make", now, steps));
        }
        return stages;
    }

    /** Everything below the shared one again. */
    List<Stage> back() {
        List<Piece> flat =
                context.isSwitched() ? pieces.stream().filter(this::isFlat).toList() : pieces;
        List<Stage> stages = new ArrayList<>();
        for (int end = flat.size(); end > 0; end -= AT_A_TIME) {
            List<Piece> now = flat.subList(Math.max(0, end - AT_A_TIME), end);
            boolean first = end == pieces.size();
            List<Step> steps = new ArrayList<>();
            if (!first) {
                steps.add(new DetachPartition(table(), shared()));
            }
            now.forEach(piece -> steps.add(new DetachPartition(table(), name(piece))));
            for (Piece piece : now) {
                steps.add(new AttachPartition(shared(), name(piece), piece.span().forValues()));
                steps.add(expect(name(piece)));
            }
            attachShared(steps, pieces.subList(Math.max(0, end - AT_A_TIME), pieces.size()));
            stages.add(stage("gather", now, steps));
        }
        return stages;
    }

    private QualifiedName name(Piece piece) {
        return context.name(piece.name());
    }

    private void attachShared(List<Step> steps, List<Piece> left) {
        if (!left.isEmpty()) {
            steps.add(new AttachPartition(table(), shared(), StageSwitch.whole(left).forValues()));
        }
    }

    private Step expect(QualifiedName partition) {
        return new ExpectIndexes(partition, context.table().indexes().size(), partition.name());
    }

    private Stage stage(String verb, List<Piece> now, List<Step> steps) {
        List<QualifiedName> also = new ArrayList<>();
        also.add(shared());
        now.stream().filter(this::isFlat).forEach(piece -> also.add(name(piece)));
        return new Stage.Locked(
                "%s %d partitions %s"
                        .formatted(
                                verb,
                                now.size(),
                                verb.equals("make")
                                        ? "the table's own, up to " + now.get(now.size() - 1).name()
                                        : "below %s, down to %s"
                                                .formatted(shared(), now.get(0).name())),
                Stage.Targets.with(context.table(), also, List.of(), LockLevel.SHARE_ROW_EXCLUSIVE),
                steps);
    }
}
