// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as people write it, {@code 100ms}, {@code 2s}, {@code 10m}, {@code 1h}, or as ISO. */
final class DurationText {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");

    private DurationText() {}

    /** Empty when it is no duration, is negative, or is finer than a millisecond. */
    static Optional<Duration> parse(String text) {
        Matcher matcher = SHORT.matcher(text.strip());
        return (matcher.matches()
                        ? Optional.of(of(Long.parseLong(matcher.group(1)), matcher.group(2)))
                        : iso(text.strip()))
                .filter(duration -> !duration.isNegative())
                .filter(duration -> duration.getNano() % 1_000_000 == 0);
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
