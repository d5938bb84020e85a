// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.step.AttachStaged;
import io.github.livepartition.step.CompareRange;
import io.github.livepartition.step.CopyRange;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.CreateChangeLog;
import io.github.livepartition.step.CreateStagedPartition;
import io.github.livepartition.step.CreateStaging;
import io.github.livepartition.step.NoteStaged;
import io.github.livepartition.step.Pacing;
import io.github.livepartition.step.StagedRange;
import io.github.livepartition.step.Vacuum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stages that stage ranges.
 *
 * @param fillfactor in percent; empty for the old heap's
 */
record StagePieces(
        StageContext context,
        Pacing pacing,
        Optional<Integer> fillfactor,
        Optional<Identifier> tablespace) {

    /** What a transaction copies, in bytes. */
    private static final long BATCH = 8L << 20;

    private static final int MOST_ROWS = 50_000;
    private static final int LEAST_ROWS = 100;

    /** All that is left to do for these, one after the other. */
    List<Stage> stages(List<Piece> pieces) {
        List<Stage> stages = new ArrayList<>();
        if (!pieces.isEmpty()) {
            stages.addAll(begin());
        }
        List<Span> staged = new ArrayList<>();
        context.ranges().stream()
                .filter(StageState.Range::attached)
                .forEach(range -> staged.add(context.span(range)));
        for (Piece piece : pieces) {
            Optional<StageState.Range> now =
                    context.ranges().stream()
                            .filter(r -> r.name().equals(piece.name()))
                            .findFirst();
            if (now.filter(StageState.Range::attached).isEmpty()) {
                StagedRange range = context.range(context.copying(staged), piece);
                fill(stages, range, now);
                staged.add(piece.span());
            }
            finish(stages, context.range(context.copying(staged), piece), now);
        }
        return stages;
    }

    private List<Stage> begin() {
        List<Stage> stages = new ArrayList<>();
        Table table = context.table();
        Copying copying = context.copying();
        if (context.facts().state().isEmpty()) {
            stages.add(
                    new Stage.Locked(
                            "begin the change log",
                            Targets.of(context.staged().legacy(), table.owner()),
                            List.of(
                                    new CreateChangeLog(
                                            copying,
                                            StageState.json(
                                                    CopyState.Phase.COPYING,
                                                    context.facts().structure().orElseThrow(),
                                                    "")))));
        }
        if (!context.facts().hasStaging()) {
            stages.add(
                    new Stage.Online(
                            new CreateStaging(copying, Copies.indexes(context.staged(), table))));
        }
        return stages;
    }

    private void fill(List<Stage> stages, StagedRange range, Optional<StageState.Range> now) {
        Table table = context.table();
        if (now.isEmpty()) {
            stages.add(
                    new Stage.Online(
                            new CreateStagedPartition(
                                    range,
                                    options(),
                                    tablespace.or(table::tablespace),
                                    table.initialGrants(),
                                    table.grants(),
                                    table.belongings())));
        }
        if (now.filter(StageState.Range::copied).isEmpty()) {
            stages.add(new Stage.Online(new CopyRange(range, batchRows(), pacing)));
        }
        stages.add(new Stage.Online(new AttachStaged(range)));
    }

    private void finish(List<Stage> stages, StagedRange range, Optional<StageState.Range> now) {
        if (now.filter(StageState.Range::compared).isEmpty()) {
            stages.add(new Stage.Online(new CompareRange(range, pacing)));
        }
        if (now.filter(StageState.Range::vacuumed).isEmpty()) {
            stages.add(
                    new Stage.Series(
                            "vacuum and analyze " + range.partition().name(),
                            List.of(new Vacuum(range.partition()), new NoteStaged(range))));
        }
    }

    private long batchRows() {
        Table legacy = context.facts().move().legacy().orElseThrow();
        long width = Math.max(1, legacy.bytes() / Math.max(1, legacy.rows()));
        return Math.max(LEAST_ROWS, Math.min(MOST_ROWS, BATCH / width));
    }

    private List<String> options() {
        Stream<String> own =
                context.facts().move().legacy().orElseThrow().options().stream()
                        .filter(o -> fillfactor.isEmpty() || !o.startsWith("fillfactor="));
        return Stream.concat(own, fillfactor.stream().map(f -> "fillfactor=" + f)).toList();
    }
}
