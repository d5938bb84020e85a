// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.Extent;
import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.maven.report.PartitionKind;
import io.github.livepartition.maven.report.PartitionView;
import io.github.livepartition.maven.report.Sample;
import io.github.livepartition.maven.report.Share;
import io.github.livepartition.maven.report.StagedView;
import io.github.livepartition.maven.report.TableView;
import io.github.livepartition.run.TableStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a table stands, for the report: the words of {@link StatusText}. */
final class ReportTables {

    private final TableStatus status;
    private final PartitionedTable table;

    private ReportTables(TableStatus status) {
        this.status = status;
        this.table = status.table();
    }

    /**
     * @param now the server's time
     * @param samples of the last run
     */
    static TableView view(TableStatus status, Instant now, List<Sample> samples) {
        return new ReportTables(status).view(now, samples);
    }

    private TableView view(Instant now, List<Sample> samples) {
        boolean known = Rows.of(table.leaves()).number().isPresent();
        return new TableView(
                table.name().toString(),
                StatusText.summary(table),
                status.runway().map(StatusText::runway),
                Share.of(amounts(known)),
                known ? "rows" : "bytes",
                table.partitions().stream().map(this::partition).toList(),
                staged(status).stream().map(this::range).toList(),
                StatusText.work(status),
                table.partitions().isEmpty()
                        ? Optional.empty()
                        : Optional.of(StatusTimeline.of(status, now)),
                ReportProgress.view(samples));
    }

    private Map<PartitionKind, Long> amounts(boolean rows) {
        Map<PartitionKind, Long> amounts = new EnumMap<>(PartitionKind.class);
        for (PartitionStatus leaf : table.leaves()) {
            PartitionKind kind = kind(leaf);
            amounts.merge(
                    kind == PartitionKind.EMPTY ? PartitionKind.ORDINARY : kind,
                    rows ? leaf.rows().orElseThrow() : leaf.bytes(),
                    Long::sum);
        }
        return amounts;
    }

    private static PartitionKind kind(PartitionStatus partition) {
        return partition.leaf() ? kind(partition, Rows.of(partition)) : PartitionKind.GROUP;
    }

    /**
     * @param rows of the partition and all below it
     */
    static PartitionKind kind(PartitionStatus partition, Rows rows) {
        if (partition.legacy()) {
            return PartitionKind.LEGACY;
        }
        if (partition.isDefault()) {
            return PartitionKind.DEFAULT;
        }
        return rows.isZero() ? PartitionKind.EMPTY : PartitionKind.ORDINARY;
    }

    private PartitionView partition(PartitionStatus partition) {
        return new PartitionView(
                partition.name().toString(),
                depth(partition),
                PartitionRange.words(partition.bound()),
                kind(partition),
                partition.leaf() ? Rows.of(partition).words() : "",
                partition.leaf() ? Words.bytes(partition.bytes()) : "",
                partition.detaching() ? "being detached" : "");
    }

    private int depth(PartitionStatus partition) {
        int depth = 1;
        Optional<PartitionStatus> parent = parent(partition);
        while (parent.isPresent()) {
            depth++;
            parent = parent(parent.get());
        }
        return depth;
    }

    private Optional<PartitionStatus> parent(PartitionStatus partition) {
        return table.partitions().stream()
                .filter(other -> other.name().equals(partition.parent()))
                .findFirst();
    }

    /** Ranges that are still to be switched to; after it they are partitions as others. */
    static List<StageState.Range> staged(TableStatus status) {
        return status.unfinished().flatMap(TableStatus.Unfinished::stage).stream()
                .filter(stage -> stage.copy().phase() == CopyState.Phase.COPYING)
                .flatMap(stage -> stage.ranges().stream())
                .toList();
    }

    private StagedView range(StageState.Range range) {
        Optional<Extent> extent =
                status.unfinished()
                        .map(TableStatus.Unfinished::extents)
                        .map(e -> e.get(range.name()));
        return new StagedView(
                range.name().toString(),
                PartitionRange.plain(range.lower().orElse("MINVALUE")),
                PartitionRange.plain(range.upper()),
                extent.map(e -> Rows.of(e).words()).orElse(""),
                extent.map(e -> Words.bytes(e.bytes())).orElse(""),
                UnfinishedText.state(range),
                range.compared());
    }

    /** A partition and all below it that have rows. */
    static List<PartitionStatus> leaves(PartitionedTable table, PartitionStatus partition) {
        if (partition.leaf()) {
            return List.of(partition);
        }
        List<PartitionStatus> leaves = new ArrayList<>();
        table.partitions().stream()
                .filter(other -> other.parent().equals(partition.name()))
                .forEach(other -> leaves.addAll(leaves(table, other)));
        return leaves;
    }
}
