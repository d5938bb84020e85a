// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.maven.report.PartitionKind;
import io.github.livepartition.maven.report.PartitionView;
import io.github.livepartition.maven.report.Timeline;
import io.github.livepartition.plan.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The partitions that a change will have made, with what they hold at first, for the report. */
record PlannedPartitions(Estimate estimate) {

    List<PartitionView> views() {
        return estimate.ranges().stream().map(this::view).toList();
    }

    /** Empty where it would be one column. */
    Optional<Timeline> timeline() {
        List<TimelineLayout.Item> items = estimate.ranges().stream().map(this::item).toList();
        return items.size() < 2
                ? Optional.empty()
                : Optional.of(
                        new TimelineLayout(items)
                                .timeline(
                                        "%d partitions as they will be at first, each as high as it is large; the table below says the same"
                                                .formatted(items.size()),
                                        List.of(),
                                        Optional.empty()));
    }

    private PartitionView view(Estimate.Content content) {
        PartitionKind kind = kind(content);
        boolean empty = kind == PartitionKind.EMPTY;
        return new PartitionView(
                content.name().toString(),
                1,
                PartitionRange.words(content.bound()),
                kind,
                empty ? "" : rows(content, kind).words(),
                empty ? "" : Words.bytes(content.bytes()),
                empty ? "for rows to come" : "");
    }

    private TimelineLayout.Item item(Estimate.Content content) {
        PartitionKind kind = kind(content);
        return new TimelineLayout.Item(
                kind,
                content.name().toString(),
                PartitionRange.bound(content.bound()),
                rows(content, kind),
                content.bytes(),
                PartitionRange.of(content.bound()));
    }

    /** Without statistics they would be a guess. */
    private Rows rows(Estimate.Content content, PartitionKind kind) {
        boolean empty = kind == PartitionKind.EMPTY;
        return empty || estimate.analyzed()
                ? new Rows(OptionalLong.of(content.rows()), empty)
                : new Rows(OptionalLong.empty(), false);
    }

    private static PartitionKind kind(Estimate.Content content) {
        if (content.oldHeap()) {
            return PartitionKind.LEGACY;
        }
        return content.rows() == 0 && content.bytes() == 0
                ? PartitionKind.EMPTY
                : PartitionKind.ORDINARY;
    }
}
