// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.CopyPace;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.step.Pacing;
import io.github.livepartition.step.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How gently rows are moved, from the attributes of a change. */
record PacingReader(PacedChange change, AttributeReader reader) {

    private static final int MOST_PAGES = 1_000_000;
    private static final int MOST_SESSIONS = 32;
    private static final Pattern FACTOR = Pattern.compile("\\d{1,3}(\\.\\d{1,3})?");
    private static final String TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?";
    private static final Pattern WINDOW = Pattern.compile("(%1$s)\\s*-\\s*(%1$s)".formatted(TIME));

    private ZoneId zone() {
        return reader.read("timeZone", change.getTimeZone(), PartitionScheme::zone)
                .orElse(ZoneOffset.UTC);
    }

    CopyPace pace(MovingChange moving) {
        return new CopyPace(
                reader.number("batchPages", moving.getBatchPages(), MOST_PAGES)
                        .orElse(CopyPace.BATCH_PAGES),
                pacing(),
                reader.number("parallel", moving.getParallel(), MOST_SESSIONS).orElse(1));
    }

    Pacing pacing() {
        ZoneId zone = zone();
        return new Pacing(
                reader.read("pause", change.getPause(), PacingReader::pause)
                        .orElse(BigDecimal.ZERO),
                reader.read("between", change.getBetween(), text -> window(text, zone)),
                reader.read("maxReplicaLag", change.getMaxReplicaLag(), PacingReader::lag));
    }

    private static BigDecimal pause(String text) {
        if (!FACTOR.matcher(text.strip()).matches()) {
            throw ChangeRefusals.pause(text);
        }
        return new BigDecimal(text.strip());
    }

    private static Window window(String text, ZoneId zone) {
        Matcher matcher = WINDOW.matcher(text.strip());
        if (!matcher.matches()) {
            throw ChangeRefusals.window(text);
        }
        LocalTime from = LocalTime.parse(matcher.group(1));
        LocalTime to = LocalTime.parse(matcher.group(2));
        if (from.equals(to)) {
            throw ChangeRefusals.window(text);
        }
        return new Window(from, to, zone);
    }

    private static Duration lag(String text) {
        Optional<Duration> lag = DurationText.parse(text);
        if (lag.isEmpty()) {
            throw ChangeRefusals.duration("maxReplicaLag", text);
        }
        if (lag.get().isZero()) {
            throw ChangeRefusals.noTime("maxReplicaLag", text);
        }
        return lag.get();
    }
}
