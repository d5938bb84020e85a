// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Move;
import io.github.livepartition.plan.MoveMode;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.range.Interval;
import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.range.NamePattern;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.Pacing;
import io.github.livepartition.step.SlicePace;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** From the attributes of a change to a {@link Move}. */
record MoveReader(MoveRangeToPartitionChange change, AttributeReader reader) {

    private static final Pattern PERCENT = Pattern.compile("[1-9]\\d|100");

    /** Empty when the reader has found something wrong, or something required is missing. */
    Optional<Move> read(Optional<QualifiedName> table, Pace pace) {
        Optional<String> from = reader.read("from", change.getFrom(), String::strip);
        Optional<String> to = reader.read("to", change.getTo(), String::strip);
        Optional<Interval> interval =
                reader.read("interval", change.getInterval(), Interval::parse);
        Optional<Identifier> name = reader.name("partitionName", change.getPartitionName());
        Optional<NamePattern> pattern =
                reader.read(
                        "partitionNamePattern", change.getPartitionNamePattern(), NamePattern::new);
        Optional<KeyUnit> keyUnit = reader.read("keyUnit", change.getKeyUnit(), KeyUnit::parse);
        ZoneId zone =
                reader.read("timeZone", change.getTimeZone(), PartitionScheme::zone)
                        .orElse(ZoneOffset.UTC);
        Optional<QualifiedName> legacy =
                LegacyName.read(reader, change.getLegacyTableName(), table);
        MoveMode mode = mode();
        Optional<Integer> fillfactor =
                reader.read("fillfactor", change.getFillfactor(), MoveReader::percent);
        Optional<Identifier> tablespace = reader.name("tablespace", change.getTablespace());
        checkNames();
        if (table.isEmpty() || legacy.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Move(
                        table.get(),
                        legacy.get(),
                        from.get(),
                        to.get(),
                        interval.map(Interval::text),
                        name,
                        pattern.map(NamePattern::text),
                        keyUnit,
                        zone,
                        mode,
                        fillfactor,
                        tablespace,
                        pace));
    }

    private void checkNames() {
        if (change.getInterval() == null && change.getPartitionName() == null) {
            reader.add(ChangeRefusals.needsPartitionName());
        }
        if (change.getInterval() != null && change.getPartitionName() != null) {
            reader.add(ChangeRefusals.nameOfOnePartition());
        }
        if (change.getInterval() == null && change.getPartitionNamePattern() != null) {
            reader.add(ChangeRefusals.patternNeedsInterval());
        }
    }

    private MoveMode mode() {
        String mode =
                reader.read(
                                "mode",
                                change.getMode(),
                                text -> oneOf("mode", text, "stage", "slices"))
                        .orElse("stage");
        Duration maxLockTime =
                reader.read("maxLockTime", change.getMaxLockTime(), MoveReader::lockTime)
                        .orElse(SlicePace.MAX_LOCK_TIME);
        String oldSnapshots =
                reader.read(
                                "oldSnapshots",
                                change.getOldSnapshots(),
                                text -> oneOf("oldSnapshots", text, "wait", "warn"))
                        .orElse("wait");
        boolean accepts =
                reader.read(
                                "oversizedSlices",
                                change.getOversizedSlices(),
                                text -> oneOf("oversizedSlices", text, "accept"))
                        .isPresent();
        boolean publications =
                reader.read(
                                "publications",
                                change.getPublications(),
                                text -> oneOf("publications", text, "accept"))
                        .isPresent();
        Pacing pacing = new PacingReader(change, reader).pacing();
        checkMode(mode);
        return mode.equals("stage")
                ? new MoveMode.Stage(pacing, publications)
                : new MoveMode.Slices(
                        new SlicePace(maxLockTime, oldSnapshots.equals("wait"), accepts, pacing),
                        publications);
    }

    private void checkMode(String mode) {
        if (!mode.equals("stage")) {
            return;
        }
        Map<String, Optional<String>> ofSlices = new LinkedHashMap<>();
        ofSlices.put("maxLockTime", Optional.ofNullable(change.getMaxLockTime()));
        ofSlices.put("oldSnapshots", Optional.ofNullable(change.getOldSnapshots()));
        ofSlices.put("oversizedSlices", Optional.ofNullable(change.getOversizedSlices()));
        ofSlices.forEach(
                (attribute, text) -> {
                    if (text.isPresent()) {
                        reader.add(ChangeRefusals.notOfMode(attribute, mode, "slices"));
                    }
                });
    }

    private static Duration lockTime(String text) {
        Duration duration =
                DurationText.parse(text)
                        .orElseThrow(() -> ChangeRefusals.duration("maxLockTime", text));
        if (duration.isZero()) {
            throw ChangeRefusals.noTime("maxLockTime", text);
        }
        return duration;
    }

    private static String oneOf(String attribute, String text, String... words) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!List.of(words).contains(word)) {
            throw ChangeRefusals.notOneOf(attribute, text, List.of(words));
        }
        return word;
    }

    private static int percent(String text) {
        if (!PERCENT.matcher(text.strip()).matches()) {
            throw ChangeRefusals.fillfactor(text);
        }
        return Integer.parseInt(text.strip());
    }
}
