// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.PartitionBy;
import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.range.HashPattern;
import io.github.livepartition.range.Interval;
import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.range.NamePattern;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.sql.Identifier;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * From the attributes of one level of partitions to a {@link PartitionBy}.
 *
 * @param texts the attributes that are set
 * @param partitions the elements that are written
 * @param below whether these are partitions of partitions
 */
record LayoutReader(
        AttributeReader reader,
        Map<String, String> texts,
        Optional<List<Nested>> partitions,
        boolean below) {

    private static final int PREMAKE = 3;
    private static final int MOST_PREMADE = 1000;
    private static final int MOST_HASHED = 4096;
    private static final List<String> OF_RANGE =
            List.of("interval", "keyUnit", "premake", "timeZone", "notNull");

    /** How the rows are given to partitions. */
    enum Kind {
        RANGE,
        LIST,
        HASH;

        static Kind parse(String text) {
            try {
                return valueOf(text.strip().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw NestedRefusals.kind(text);
            }
        }
    }

    /** Range where it is not said; empty when it is wrong. */
    Optional<Kind> kind() {
        return texts.containsKey("partitionBy")
                ? reader.read("partitionBy", texts.get("partitionBy"), Kind::parse)
                : Optional.of(Kind.RANGE);
    }

    /** Empty when the reader has found something wrong, or something required is missing. */
    Optional<PartitionBy> read(Kind kind) {
        Optional<Identifier> column = reader.name("partitionColumn", texts.get("partitionColumn"));
        foreign(kind);
        // whatever is wrong is said, also when there is no column
        Optional<Function<Identifier, PartitionBy>> by =
                switch (kind) {
                    case RANGE -> range();
                    case LIST -> list();
                    case HASH -> hash();
                };
        return column.flatMap(c -> by.map(make -> make.apply(c)));
    }

    /** What does not go with this kind. */
    private void foreign(Kind kind) {
        if (kind != Kind.RANGE) {
            OF_RANGE.stream()
                    .filter(texts::containsKey)
                    .forEach(name -> reader.add(NestedRefusals.onlyWith(name, "RANGE")));
        }
        if (kind != Kind.HASH && texts.containsKey("modulus")) {
            reader.add(NestedRefusals.onlyWith("modulus", "HASH"));
        }
        if (kind == Kind.LIST && texts.containsKey("partitionNamePattern")) {
            reader.add(NestedRefusals.patternOfList());
        }
        if (kind == Kind.HASH && partitions.isPresent()) {
            reader.add(NestedRefusals.partitionsOfHash());
        }
    }

    private Optional<Function<Identifier, PartitionBy>> range() {
        Optional<Interval> interval =
                reader.read("interval", texts.get("interval"), Interval::parse);
        Optional<KeyUnit> keyUnit = reader.read("keyUnit", texts.get("keyUnit"), KeyUnit::parse);
        int premake = number("premake", 1, MOST_PREMADE, ChangeRefusals::premake).orElse(PREMAKE);
        ZoneId zone =
                reader.read("timeZone", texts.get("timeZone"), PartitionScheme::zone)
                        .orElse(ZoneOffset.UTC);
        Optional<String> pattern = pattern(text -> new NamePattern(text).text());
        Optional<String> rest = elements().rest();
        return interval.map(
                width ->
                        column ->
                                new PartitionBy.ByRange(
                                        column,
                                        texts.get("interval"),
                                        keyUnit,
                                        premake,
                                        zone,
                                        pattern,
                                        rest));
    }

    private Optional<Function<Identifier, PartitionBy>> hash() {
        Optional<Integer> modulus = number("modulus", 2, MOST_HASHED, NestedRefusals::modulus);
        Optional<String> pattern = pattern(text -> new HashPattern(text).text());
        return modulus.map(count -> column -> new PartitionBy.ByHash(column, count, pattern));
    }

    private Optional<Function<Identifier, PartitionBy>> list() {
        if (partitions.filter(list -> !list.isEmpty()).isEmpty()) {
            reader.add(NestedRefusals.noPartitions());
            return Optional.empty();
        }
        List<PartitionBy.Values> values = elements().values();
        return Optional.of(column -> new PartitionBy.ByList(column, values));
    }

    private PartitionsReader elements() {
        return new PartitionsReader(reader, partitions.orElse(List.of()), below);
    }

    private Optional<String> pattern(AttributeReader.Parser<String> parser) {
        Optional<String> pattern =
                reader.read("partitionNamePattern", texts.get("partitionNamePattern"), parser);
        pattern.ifPresent(text -> elements().relative("partitionNamePattern", text));
        return pattern;
    }

    private Optional<Integer> number(
            String name,
            int least,
            int most,
            BiFunction<String, Integer, RefusedException> refusal) {
        String text = texts.get(name);
        return reader.number(name, text, least, most, refusal.apply(text, most));
    }
}
