// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.Proof;
import io.github.livepartition.plan.Strategy;
import io.github.livepartition.range.Interval;
import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.range.NamePattern;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** From the attributes of a change to a {@link Conversion}. */
record ConversionReader(ConvertToPartitionedChange change, AttributeReader reader) {

    private static final int PREMAKE = 3;
    private static final int MOST_PREMADE = 1000;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");

    /** Empty when the reader has found something wrong, or something required is missing. */
    Optional<Conversion> read(Optional<QualifiedName> table, Pace pace) {
        String strategy =
                reader.read("strategy", change.getStrategy(), ConversionReader::strategy)
                        .orElse("attach");
        Optional<Identifier> column = reader.name("partitionColumn", change.getPartitionColumn());
        Optional<Interval> interval =
                reader.read("interval", change.getInterval(), Interval::parse);
        Optional<KeyUnit> keyUnit = reader.read("keyUnit", change.getKeyUnit(), KeyUnit::parse);
        Optional<String> boundary = reader.read("boundary", change.getBoundary(), String::strip);
        int premake =
                reader.read("premake", change.getPremake(), ConversionReader::premake)
                        .orElse(PREMAKE);
        List<Identifier> primaryKey =
                reader.names("primaryKeyColumns", change.getPrimaryKeyColumns()).orElse(List.of());
        Optional<QualifiedName> legacy =
                LegacyName.read(reader, change.getLegacyTableName(), table);
        Optional<NamePattern> pattern =
                reader.read(
                        "partitionNamePattern", change.getPartitionNamePattern(), NamePattern::new);
        PacingReader pacing = new PacingReader(change, reader);
        ZoneId zone = pacing.zone();
        boolean notNull = reader.flag("notNull", change.getNotNull()).orElse(false);
        Proof proof =
                reader.read("proof", change.getProof(), ConversionReader::proof).orElse(Proof.SCAN);
        boolean copies = strategy.equals("copy");
        Strategy.Copy copy =
                new Strategy.Copy(
                        pacing.batchPages(change),
                        pacing.pacing(zone),
                        pacing.sessions(change),
                        reader.flag("reverseLog", change.getReverseLog()).orElse(true));
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
        if (table.isEmpty() || column.isEmpty() || interval.isEmpty() || legacy.isEmpty()) {
            return Optional.empty();
        }
        QualifiedName name = table.get();
        return Optional.of(
                new Conversion(
                        name,
                        column.get(),
                        change.getInterval(),
                        keyUnit,
                        boundary,
                        premake,
                        primaryKey,
                        legacy.get(),
                        pattern.map(NamePattern::text),
                        zone,
                        notNull,
                        copies ? copy : new Strategy.Attach(proof),
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

    private static String strategy(String text) {
        if (!List.of("attach", "copy").contains(word(text))) {
            throw ChangeRefusals.strategy(text);
        }
        return word(text);
    }

    private static int premake(String text) {
        if (!NUMBER.matcher(text.strip()).matches()
                || Integer.parseInt(text.strip()) > MOST_PREMADE) {
            throw ChangeRefusals.premake(text, MOST_PREMADE);
        }
        return Integer.parseInt(text.strip());
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
