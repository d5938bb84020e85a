// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.PartitionNode;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.MorePartitions;
import io.github.livepartition.step.NewPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The partitions that a copy needs for the keys there are, and for those to come. */
record CopyLayout(Sql partitionBy, List<NewPartition> partitions) {

    static final int MOST = 5000;

    CopyLayout {
        partitions = List.copyOf(partitions);
    }

    /** Empty when something is against it. */
    static Optional<CopyLayout> of(
            Strategy.Copy copy, CopyFacts facts, Table table, ConversionChecks checks) {
        CopyLevels levels = new CopyLevels(table, facts, checks);
        Optional<CopyLevel> top = levels.level(copy.by());
        Optional<CopyLevel> below = copy.sub().flatMap(levels::level);
        if (copy.sub().isPresent() && copy.columns().size() < 2) {
            checks.add(LayoutRefusals.sameColumn(table.name(), copy.by().column()));
        }
        if (top.isEmpty() || below.isEmpty() != copy.sub().isEmpty()) {
            return Optional.empty();
        }
        return of(table.name(), top.get(), below, checks);
    }

    private static Optional<CopyLayout> of(
            QualifiedName table,
            CopyLevel top,
            Optional<CopyLevel> below,
            ConversionChecks checks) {
        int each = below.map(CopyLevel::size).orElse(1);
        if ((long) top.size() * each > MOST) {
            checks.add(
                    below.isEmpty()
                            ? CopyRefusals.tooManyPartitions(table, MOST)
                            : LayoutRefusals.tooManyPartitions(table, top.size(), each, MOST));
            return Optional.empty();
        }
        try {
            List<NewPartition> partitions = new ArrayList<>(top.of(table.name()));
            below.ifPresent(level -> partitions.replaceAll(partition -> split(partition, level)));
            return Optional.of(new CopyLayout(top.partitionBy(), partitions));
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
            return Optional.empty();
        }
    }

    private static NewPartition split(NewPartition partition, CopyLevel level) {
        return new NewPartition(
                partition.name(),
                partition.bound(),
                partition.share(),
                level.partitionBy(),
                level.of(partition.name()));
    }

    /** Those that the copy lacks; what comes before its first partition belongs there. */
    List<MorePartitions> missing(QualifiedName copy, List<PartitionNode> tree) {
        Set<QualifiedName> there =
                tree.stream().map(PartitionNode::name).collect(Collectors.toSet());
        List<MorePartitions> missing = new ArrayList<>();
        add(missing, copy, partitions, there);
        for (NewPartition partition : partitions) {
            QualifiedName name = copy.withName(partition.name());
            if (there.contains(name)) {
                add(missing, name, partition.parts(), there);
            }
        }
        return missing;
    }

    private static void add(
            List<MorePartitions> missing,
            QualifiedName parent,
            List<NewPartition> wanted,
            Set<QualifiedName> there) {
        int last = -1;
        for (int i = 0; i < wanted.size(); i++) {
            last = there.contains(parent.withName(wanted.get(i).name())) ? i : last;
        }
        if (last + 1 < wanted.size()) {
            missing.add(new MorePartitions(parent, wanted.subList(last + 1, wanted.size())));
        }
    }
}
