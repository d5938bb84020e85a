// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.CopyPace;
import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.KeyChoices;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.PartitionBy;
import io.github.livepartition.plan.Proof;
import io.github.livepartition.plan.Strategy;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** From the attributes of a change to a {@link Conversion}. */
record ConversionReader(ConvertToPartitionedChange change, AttributeReader reader) {

    /** Empty when the reader has found something wrong, or something required is missing. */
    Optional<Conversion> read(Optional<QualifiedName> table, Pace pace) {
        String strategy =
                reader.read("strategy", change.getStrategy(), ConversionReader::strategy)
                        .orElse("attach");
        boolean copies = strategy.equals("copy");
        Optional<PartitionBy> by = by(copies);
        Optional<PartitionBy> sub = sub(copies);
        Optional<String> boundary = reader.read("boundary", change.getBoundary(), String::strip);
        List<Identifier> primaryKey =
                reader.names("primaryKeyColumns", change.getPrimaryKeyColumns()).orElse(List.of());
        KeyChoices keys =
                new KeysReader(
                                reader,
                                change.elementsFound().uniqueKeys().orElse(List.of()),
                                change.elementsFound().foreignKeys().orElse(List.of()))
                        .read(change.getIncomingForeignKeys(), table);
        Optional<QualifiedName> legacy =
                LegacyName.read(reader, change.getLegacyTableName(), table);
        PacingReader pacing = new PacingReader(change, reader);
        CopyPace copyPace = pacing.pace(change);
        boolean reverseLog = reader.flag("reverseLog", change.getReverseLog()).orElse(true);
        boolean notNull = reader.flag("notNull", change.getNotNull()).orElse(false);
        Proof proof =
                reader.read("proof", change.getProof(), ConversionReader::proof).orElse(Proof.SCAN);
        if (copies && change.getBoundary() != null) {
            reader.add(
                    ChangeRefusals.onlyWithAttach(
                            "boundary", "A copy has no old heap among its partitions."));
        }
        if (copies && change.getProof() != null) {
            reader.add(
                    ChangeRefusals.onlyWithAttach(
                            "proof", "A copy has nothing to prove that way."));
        }
        if (!copies) {
            onlyWithCopy().forEach(reader::add);
        }
        if (table.isEmpty() || by.isEmpty() || legacy.isEmpty()) {
            return Optional.empty();
        }
        Optional<PartitionBy.ByRange> range =
                by.filter(PartitionBy.ByRange.class::isInstance)
                        .map(PartitionBy.ByRange.class::cast);
        return Optional.of(
                new Conversion(
                        table.get(),
                        by.get().column(),
                        range.map(PartitionBy.ByRange::interval).orElse(""),
                        range.flatMap(PartitionBy.ByRange::keyUnit),
                        boundary,
                        range.map(PartitionBy.ByRange::premake).orElse(0),
                        primaryKey,
                        legacy.get(),
                        range.flatMap(PartitionBy.ByRange::namePattern),
                        range.map(PartitionBy.ByRange::timeZone).orElse(ZoneOffset.UTC),
                        notNull,
                        copies
                                ? new Strategy.Copy(by.get(), sub, copyPace, reverseLog)
                                : new Strategy.Attach(proof),
                        keys,
                        pace));
    }

    private List<Finding> onlyWithCopy() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("batchPages", change.getBatchPages());
        given.put("pause", change.getPause());
        given.put("between", change.getBetween());
        given.put("maxReplicaLag", change.getMaxReplicaLag());
        given.put("parallel", change.getParallel());
        given.put("reverseLog", change.getReverseLog());
        given.values().removeIf(Objects::isNull);
        return given.keySet().stream().map(ChangeRefusals::onlyWithCopy).toList();
    }

    private Optional<PartitionBy> by(boolean copies) {
        NestedLoader.Found found = change.elementsFound();
        found.findings().forEach(reader::add);
        LayoutReader level = new LayoutReader(reader, texts(), found.partitions(), false);
        Optional<LayoutReader.Kind> kind = level.kind();
        if (!copies) {
            kind.filter(k -> k != LayoutReader.Kind.RANGE)
                    .ifPresent(k -> reader.add(NestedRefusals.onlyWithCopy("partitionBy " + k)));
            found.partitions()
                    .filter(p -> kind.filter(k -> k == LayoutReader.Kind.RANGE).isPresent())
                    .ifPresent(p -> reader.add(NestedRefusals.onlyWithCopy("partitions")));
        }
        return kind.flatMap(level::read);
    }

    private Optional<PartitionBy> sub(boolean copies) {
        Optional<Nested> sub = change.elementsFound().sub();
        if (sub.isPresent() && !copies) {
            reader.add(NestedRefusals.onlyWithCopy("subPartition"));
        }
        return sub.flatMap(nested -> new SubPartitionReader(reader, nested).read());
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        texts.put("partitionBy", change.getPartitionBy());
        texts.put("partitionColumn", change.getPartitionColumn());
        texts.put("interval", change.getInterval());
        texts.put("modulus", change.getModulus());
        texts.put("premake", change.getPremake());
        texts.put("partitionNamePattern", change.getPartitionNamePattern());
        if (change.getBetween() == null || isRange()) {
            texts.put("timeZone", change.getTimeZone());
        }
        texts.put("keyUnit", change.getKeyUnit());
        texts.put("notNull", change.getNotNull());
        texts.values().removeIf(text -> text == null);
        return texts;
    }

    /** Else timeZone is the clock of between alone. */
    private boolean isRange() {
        return change.getPartitionBy() == null || word(change.getPartitionBy()).equals("range");
    }

    private static String strategy(String text) {
        if (!List.of("attach", "copy").contains(word(text))) {
            throw ChangeRefusals.strategy(text);
        }
        return word(text);
    }

    private static Proof proof(String text) {
        return switch (word(text)) {
            case "scan" -> Proof.SCAN;
            case "trust" -> Proof.TRUST;
            default -> throw ChangeRefusals.proof(text);
        };
    }

    private static String word(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
