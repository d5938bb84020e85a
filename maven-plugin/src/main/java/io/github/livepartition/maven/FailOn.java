// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.run.TableStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoFailureException;

/** A condition that breaks the build, such as {@code runway<7d}. */
record FailOn(Measure measure, long limit, String text) {

    private static final Pattern SHAPE = Pattern.compile("([a-z]+)\\s*([<>])\\s*(\\d+)([smhdw]?)");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1),
                    "w", Duration.ofDays(7));

    /** What can be compared. */
    enum Measure {
        /** Time until the partitions for new rows end. */
        RUNWAY("<", true),
        /** Keys until then. */
        KEYS("<", false),
        /** Rows in the old heap. */
        LEGACY(">", false),
        /** Rows in the default partition. */
        DEFAULT(">", false),
        /** Operations that wait for somebody. */
        BLOCKED(">", false);

        private final String sign;
        private final boolean isTime;

        Measure(String sign, boolean isTime) {
            this.sign = sign;
            this.isTime = isTime;
        }

        private String example() {
            return name().toLowerCase(Locale.ROOT) + sign + (isTime ? "7d" : "0");
        }
    }

    static List<FailOn> parse(List<String> texts) throws MojoFailureException {
        List<FailOn> conditions = new ArrayList<>();
        for (String text : texts) {
            conditions.add(
                    parse(text.strip())
                            .orElseThrow(
                                    () ->
                                            new MojoFailureException(
                                                    "failOn \"%s\" is not one of %s"
                                                            .formatted(text, examples()))));
        }
        return conditions;
    }

    private static Optional<FailOn> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(3));
        Optional<Duration> unit = Optional.ofNullable(UNITS.get(matcher.group(4)));
        return List.of(Measure.values()).stream()
                .filter(m -> m.name().equalsIgnoreCase(matcher.group(1)))
                .filter(m -> m.sign.equals(matcher.group(2)) && m.isTime == unit.isPresent())
                .findFirst()
                .map(m -> new FailOn(m, unit.map(Duration::toSeconds).orElse(1L) * number, text));
    }

    private static String examples() {
        return String.join(", ", List.of(Measure.values()).stream().map(Measure::example).toList());
    }

    /** Why the build breaks for this table, if it does. */
    Optional<String> failure(TableStatus status) {
        OptionalLong value = value(status);
        boolean holds =
                value.isPresent()
                        && (measure.sign.equals("<")
                                ? value.getAsLong() < limit
                                : value.getAsLong() > limit);
        return holds
                ? Optional.of("%s: %s".formatted(status.table().name(), said(value.getAsLong())))
                : Optional.empty();
    }

    private String said(long value) {
        String now =
                measure.isTime ? Words.duration(Duration.ofSeconds(value)) : Words.count(value);
        return "%s is %s (failOn %s)".formatted(measure.name().toLowerCase(Locale.ROOT), now, text);
    }

    private OptionalLong value(TableStatus status) {
        return switch (measure) {
            case RUNWAY -> orEmpty(status.runway().flatMap(r -> r.left()).map(Duration::toSeconds));
            case KEYS ->
                    orEmpty(status.runway().flatMap(r -> r.keysLeft()).map(k -> k.longValue()));
            case LEGACY -> rows(status, PartitionStatus::legacy);
            case DEFAULT -> rows(status, PartitionStatus::isDefault);
            case BLOCKED ->
                    OptionalLong.of(
                            status.operations().stream()
                                    .filter(operation -> !operation.waitsFor().isEmpty())
                                    .count());
        };
    }

    /** Of which nobody knows how many there are, there is at least one. */
    private static OptionalLong rows(TableStatus status, Predicate<PartitionStatus> which) {
        return OptionalLong.of(
                status.table().leaves().stream()
                        .filter(which)
                        .mapToLong(leaf -> leaf.rows().orElse(1))
                        .sum());
    }

    private static OptionalLong orEmpty(Optional<Long> value) {
        return value.map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
