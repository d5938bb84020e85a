// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.Operation;
import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.run.Runway;
import io.github.livepartition.run.TableStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where a table stands, in lines for a terminal. */
final class StatusText {

    private final TableStatus status;
    private final List<String> lines = new ArrayList<>();

    private StatusText(TableStatus status) {
        this.status = status;
    }

    static List<String> lines(TableStatus status) {
        StatusText text = new StatusText(status);
        text.head();
        text.left();
        text.work();
        text.partitions();
        return text.lines;
    }

    private void head() {
        PartitionedTable table = status.table();
        if (table.key().isEmpty()) {
            lines.add("%s: %s".formatted(table.name(), summary(table)));
            return;
        }
        lines.add("%s %s".formatted(table.name(), summary(table)));
        status.runway().ifPresent(runway -> lines.add("  runway: " + runway(runway)));
    }

    /** Its key, rows and size. */
    static String summary(PartitionedTable table) {
        long bytes = table.leaves().stream().mapToLong(PartitionStatus::bytes).sum();
        return table.key()
                .map(
                        key ->
                                "by %s: %d partitions, %s, %s"
                                        .formatted(
                                                key,
                                                table.children().size(),
                                                Rows.of(table.leaves()).words(),
                                                Words.bytes(bytes)))
                .orElse("not partitioned yet");
    }

    /** What is under way, without its ranges, who works on it and who stands in the way. */
    static List<String> work(TableStatus status) {
        StatusText text = new StatusText(status);
        status.unfinished().ifPresent(text::unfinished);
        text.operations();
        return text.lines.stream().map(String::strip).toList();
    }

    /** As PostgreSQL prints it, without what every bound begins with. */
    static String bound(PartitionStatus partition) {
        return PartitionRange.bound(partition.bound());
    }

    static String runway(Runway runway) {
        if (runway.until().isPresent()) {
            return "%s, until %s"
                    .formatted(Words.duration(runway.left().orElseThrow()), runway.until().get());
        }
        return runway.keysLeft()
                .map(
                        keys ->
                                "%s keys, until %s"
                                        .formatted(Words.count(keys.longValue()), runway.endKey()))
                .orElse("keys below " + runway.endKey());
    }

    private void left() {
        for (PartitionStatus leaf : status.table().leaves()) {
            if (leaf.legacy()) {
                lines.add("  left in the old heap %s: %s".formatted(leaf.name(), size(leaf)));
            } else if (leaf.isDefault()) {
                lines.add(
                        "  left in the default partition %s: %s"
                                .formatted(leaf.name(), size(leaf)));
            }
        }
    }

    private static String size(PartitionStatus leaf) {
        return Rows.of(leaf).words() + ", " + Words.bytes(leaf.bytes());
    }

    private void work() {
        status.unfinished().ifPresent(this::unfinished);
        status.unfinished()
                .flatMap(TableStatus.Unfinished::stage)
                .map(StageState::ranges)
                .orElse(List.of())
                .forEach(this::range);
        operations();
    }

    private void operations() {
        for (Operation operation : status.operations()) {
            String progress = ProgressText.of(status.table().name(), operation).text();
            lines.add(
                    "  at work: pid %d, %s, for %s"
                            .formatted(
                                    operation.pid(),
                                    progress,
                                    Words.duration(Duration.ofSeconds(operation.seconds()))));
            operation.waitsFor().forEach(other -> lines.add("    waits for " + session(other)));
        }
        status.pausedBy().ifPresent(other -> lines.add("  paused by " + session(other)));
    }

    private void unfinished(TableStatus.Unfinished work) {
        work.copy()
                .ifPresent(copy -> lines.add("  copy: %s".formatted(UnfinishedText.phase(copy))));
        work.stage()
                .ifPresent(
                        stage ->
                                lines.add(
                                        "  staged ranges: " + UnfinishedText.phase(stage.copy())));
        if (work.copy().isEmpty() && work.stage().isEmpty()) {
            lines.add(
                    "  changes are logged in %s; this role may not read it".formatted(work.log()));
        }
    }

    private void range(StageState.Range range) {
        lines.add(
                "    %s from %s to %s: %s"
                        .formatted(
                                range.name(),
                                range.lower().orElse("MINVALUE"),
                                range.upper(),
                                UnfinishedText.state(range)));
    }

    static String session(Operation.Activity other) {
        return "pid %d \"%s\" (%s for %s)%s"
                .formatted(
                        other.pid(),
                        other.name().or(other::role).orElse("?"),
                        other.state(),
                        Words.duration(Duration.ofSeconds(other.seconds())),
                        other.query()
                                .map(query -> ": " + query.strip().replaceAll("\\s+", " "))
                                .orElse(""));
    }

    private void partitions() {
        for (PartitionStatus partition : status.table().partitions()) {
            lines.add(
                    "  %s %s: %s%s"
                            .formatted(
                                    partition.name(),
                                    bound(partition),
                                    partition.leaf() ? size(partition) : "partitioned itself",
                                    partition.detaching() ? ", being detached" : ""));
        }
    }
}
