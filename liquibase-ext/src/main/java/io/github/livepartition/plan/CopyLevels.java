// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Column;
import io.github.livepartition.catalog.RowSecurity;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.GivenName;
import io.github.livepartition.range.HashPattern;
import io.github.livepartition.range.Interval;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.NamePattern;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.range.Range;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out the partitions of each level, or says why the column cannot be split that way. */
record CopyLevels(Table table, CopyFacts facts, ConversionChecks checks) {

    /** Empty when there is something against it. */
    Optional<CopyLevel> level(PartitionBy by) {
        Identifier key = by.column();
        Optional<Column> column = table.column(key);
        if (column.isEmpty()) {
            checks.add(Refusals.noColumn(table.name(), key, "partitionColumn"));
            return Optional.empty();
        }
        if (column.get().generated()) {
            checks.add(Refusals.generatedKey(table.name(), key));
        }
        KeyFacts known = facts.columns().get(key);
        if (by instanceof PartitionBy.ByRange range) {
            return ranges(range, column.get(), known);
        }
        return by instanceof PartitionBy.ByList list
                ? lists(list, column.get(), known)
                : hashes((PartitionBy.ByHash) by, column.get(), known);
    }

    private Optional<CopyLevel> hashes(PartitionBy.ByHash by, Column column, KeyFacts known) {
        if (!known.hashed()) {
            checks.add(LayoutRefusals.noHash(table.name(), column));
            return Optional.empty();
        }
        return Optional.of(
                new CopyLevel.Hashes(
                        by.column(),
                        by.modulus(),
                        by.namePattern().map(HashPattern::new).orElse(HashPattern.DEFAULT)));
    }

    private Optional<CopyLevel> lists(PartitionBy.ByList by, Column column, KeyFacts known) {
        if (!known.ordered()) {
            checks.add(LayoutRefusals.noOrder(table.name(), column));
            return Optional.empty();
        }
        if (!column.notNull() && !by.takesNull()) {
            checks.add(LayoutRefusals.noPlaceForNull(table.name(), column.name()));
        }
        ListValues values = new ListValues(table.name(), column, by, known);
        List<Finding> findings = values.findings();
        findings.forEach(checks::add);
        return findings.isEmpty() ? Optional.of(values.level()) : Optional.empty();
    }

    private Optional<CopyLevel> ranges(PartitionBy.ByRange by, Column column, KeyFacts known) {
        if (!column.notNull()) {
            checks.add(CopyRefusals.nullableKey(table.name(), by.column()));
        }
        Optional<KeyType> type = KeyType.of(column.type());
        if (type.isEmpty()) {
            checks.add(Refusals.keyType(table.name(), by.column(), column.type()));
            return Optional.empty();
        }
        if (!known.read() && !hidesRows()) {
            checks.add(CopyRefusals.keysNotRead(table.name(), by.column()));
        }
        try {
            Interval interval = Interval.parse(by.interval());
            PartitionScheme scheme =
                    new PartitionScheme(
                            type.get(),
                            interval,
                            by.keyUnit(),
                            by.timeZone(),
                            by.namePattern()
                                    .map(NamePattern::new)
                                    .orElseGet(() -> NamePattern.of(interval)));
            return Optional.of(
                    new CopyLevel.Ranges(
                            by.column(),
                            scheme,
                            ranges(scheme, known, by.premake()),
                            by.rest().map(GivenName::new)));
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
            return Optional.empty();
        }
    }

    private List<Range> ranges(PartitionScheme scheme, KeyFacts known, int premake) {
        Optional<Bound> least = key(known.least(), scheme);
        Optional<Bound> greatest = key(known.greatest(), scheme);
        Bound now =
                scheme.at(facts.facts().server().now())
                        .or(() -> greatest)
                        .orElseGet(() -> scheme.parse("0"));
        Bound first = least.filter(key -> key.compareTo(now) < 0).orElse(now);
        Bound last = greatest.filter(key -> key.compareTo(now) > 0).orElse(now);
        List<Range> ranges = new ArrayList<>();
        Bound from = scheme.floor(first);
        while (from.compareTo(last) <= 0 && ranges.size() <= CopyLayout.MOST) {
            Range next = scheme.next(from);
            ranges.add(next);
            from = next.to();
        }
        ranges.addAll(scheme.following(from, premake));
        return ranges;
    }

    /** Which is said by itself. */
    private boolean hidesRows() {
        return table.belongings().stream()
                .anyMatch(it -> it instanceof RowSecurity security && security.hidesRows());
    }

    private static Optional<Bound> key(Optional<String> text, PartitionScheme scheme) {
        return text.filter(key -> !key.equals("-infinity")).map(scheme::parse);
    }
}
