// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.range.Range;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.NewPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The partitions that a copy needs for the keys there are, and for those to come. */
record CopyLayout(Sql partitionBy, List<NewPartition> partitions) {

    private static final int MOST = 5000;

    CopyLayout {
        partitions = List.copyOf(partitions);
    }

    static Optional<CopyLayout> range(
            Conversion conversion, CopyFacts facts, KeyType type, ConversionChecks checks) {
        try {
            PartitionScheme scheme = Layout.scheme(conversion, type);
            List<Range> ranges = ranges(conversion, facts, scheme);
            if (ranges.size() > MOST) {
                checks.add(CopyRefusals.tooManyPartitions(conversion.table(), MOST));
                return Optional.empty();
            }
            List<Identifier> names = scheme.names(conversion.table().name(), ranges);
            List<NewPartition> partitions = new ArrayList<>();
            for (int i = 0; i < ranges.size(); i++) {
                // as with attach, a backdated row always finds its place
                Sql bound =
                        i == 0
                                ? Sql.of(
                                        "FOR VALUES FROM (MINVALUE) TO (%s)",
                                        ranges.get(i).to().literal())
                                : ranges.get(i).forValues();
                partitions.add(new NewPartition(names.get(i), bound));
            }
            return Optional.of(
                    new CopyLayout(Sql.of("RANGE (%s)", conversion.partitionColumn()), partitions));
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
            return Optional.empty();
        }
    }

    private static List<Range> ranges(
            Conversion conversion, CopyFacts facts, PartitionScheme scheme) {
        Optional<Bound> least = key(facts.leastKey(), scheme);
        Optional<Bound> greatest = key(facts.facts().greatestKey(), scheme);
        Bound now =
                scheme.at(facts.facts().server().now())
                        .or(() -> greatest)
                        .orElseGet(() -> scheme.parse("0"));
        Bound first = least.filter(key -> key.compareTo(now) < 0).orElse(now);
        Bound last = greatest.filter(key -> key.compareTo(now) > 0).orElse(now);
        List<Range> ranges = new ArrayList<>();
        Bound from = scheme.floor(first);
        while (from.compareTo(last) <= 0 && ranges.size() <= MOST) {
            Range next = scheme.next(from);
            ranges.add(next);
            from = next.to();
        }
        ranges.addAll(scheme.following(from, conversion.premake()));
        return ranges;
    }

    private static Optional<Bound> key(Optional<String> text, PartitionScheme scheme) {
        return text.filter(key -> !key.equals("-infinity")).map(scheme::parse);
    }

    /** Those that the copy lacks; what comes before its first partition belongs there. */
    List<NewPartition> missing(Table copy) {
        Set<Identifier> there =
                copy.partitioning().stream()
                        .flatMap(p -> p.partitions().stream())
                        .map(Partitioning.Partition::name)
                        .map(name -> name.name())
                        .collect(Collectors.toSet());
        int last = -1;
        for (int i = 0; i < partitions.size(); i++) {
            last = there.contains(partitions.get(i).name()) ? i : last;
        }
        return partitions.subList(last + 1, partitions.size());
    }
}
