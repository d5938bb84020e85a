// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.Proof;
import io.github.livepartition.range.Interval;
import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.range.NamePattern;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** From the attributes of a change to a {@link Conversion}. */
record ConversionReader(ConvertToPartitionedChange change, AttributeReader reader) {

    private static final int PREMAKE = 3;
    private static final int MOST_PREMADE = 1000;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");

    /** Empty when the reader has found something wrong, or something required is missing. */
    Optional<Conversion> read(Optional<QualifiedName> table, Pace pace) {
        reader.read("strategy", change.getStrategy(), ConversionReader::attach);
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
        Optional<Identifier> legacy =
                change.getLegacyTableName() == null
                        ? table.map(QualifiedName::name).flatMap(this::defaultLegacy)
                        : reader.name("legacyTableName", change.getLegacyTableName());
        table.map(QualifiedName::name)
                .filter(name -> legacy.filter(name::equals).isPresent())
                .ifPresent(name -> reader.add(ChangeRefusals.legacyIsTable(name.value())));
        Optional<NamePattern> pattern =
                reader.read(
                        "partitionNamePattern", change.getPartitionNamePattern(), NamePattern::new);
        ZoneId zone =
                reader.read("timeZone", change.getTimeZone(), PartitionScheme::zone)
                        .orElse(ZoneOffset.UTC);
        boolean notNull =
                reader.read("notNull", change.getNotNull(), ConversionReader::notNull)
                        .orElse(false);
        Proof proof =
                reader.read("proof", change.getProof(), ConversionReader::proof).orElse(Proof.SCAN);
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
                        name.withName(legacy.get()),
                        pattern.map(NamePattern::text),
                        zone,
                        notNull,
                        proof,
                        pace));
    }

    private Optional<Identifier> defaultLegacy(Identifier table) {
        return reader.read(
                "legacyTableName",
                table.value(),
                name -> Conversion.defaultLegacyName(new Identifier(name)));
    }

    private static String attach(String text) {
        if (!word(text).equals("attach")) {
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

    private static boolean notNull(String text) {
        return switch (word(text)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ChangeRefusals.notBoolean("notNull", text);
        };
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
