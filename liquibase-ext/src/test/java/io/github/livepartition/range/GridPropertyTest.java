// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.Schemes.scheme;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.sql.Identifier;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every key, in every zone; the seeds are fixed. */
class GridPropertyTest {

    private static final List<String> CALENDAR =
            List.of("hour", "day", "week", "month", "quarter", "year");
    private static final List<String> TIMES =
            List.of(
                    "date",
                    "timestamp without time zone",
                    "timestamp with time zone",
                    "integer seconds",
                    "bigint seconds",
                    "bigint millis",
                    "bigint micros",
                    "uuid");
    private static final List<String> NUMBERS = List.of("smallint", "integer", "bigint");
    private static final List<String> ZONES =
            List.of(
                    "UTC",
                    "Europe/Berlin",
                    "America/Sao_Paulo",
                    "Australia/Lord_Howe",
                    "Pacific/Apia",
                    "America/St_Johns",
                    "Asia/Kathmandu",
                    "Africa/Monrovia");

    static Stream<Arguments> schemes() {
        var times =
                TIMES.stream()
                        .flatMap(key -> CALENDAR.stream().map(word -> Arguments.of(key, word)));
        var numbers =
                NUMBERS.stream()
                        .flatMap(key -> Stream.of("1", "7", "1000").map(n -> Arguments.of(key, n)));
        return Stream.concat(times, numbers)
                .filter(one -> !List.of(one.get()).equals(List.of("date", "hour")));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("schemes")
    void everyKeyLiesInOneRange(String key, String interval) {
        var random = new Random(20261201);
        for (var zone : ZONES) {
            var scheme = scheme(key, interval, zone);
            for (var i = 0; i < 50; i++) {
                check(scheme, key(random, scheme));
            }
        }
    }

    private static void check(PartitionScheme scheme, Bound key) {
        var floor = scheme.floor(key);
        var next = scheme.firstAfter(key);
        assertThat(floor).isLessThanOrEqualTo(key);
        assertThat(next).isGreaterThan(key);
        assertThat(scheme.floor(floor)).isEqualTo(floor);
        assertThat(scheme.floor(next)).isEqualTo(next);
        assertThat(scheme.firstAfter(floor)).isEqualTo(next);
        assertThat(scheme.floor(justBefore(next))).isEqualTo(floor);
        assertThat(scheme.firstAfter(justBefore(floor))).isEqualTo(floor);
        assertThat(scheme.parse(floor.text())).isEqualTo(floor);

        var ranges = scheme.following(floor, 4);
        assertThat(ranges.get(0)).isEqualTo(new Range(floor, next));
        for (var i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).from()).isEqualTo(ranges.get(i - 1).to());
        }
        assertThat(scheme.names(new Identifier("t"), ranges)).hasSize(4);
    }

    /** Times between 1971 and 2033, so that every key type can hold the ranges around them. */
    private static Bound key(Random random, PartitionScheme scheme) {
        if (scheme.interval() instanceof NumberInterval) {
            return new Bound(scheme.keyType(), BigInteger.valueOf(random.nextInt(-20000, 20000)));
        }
        var instant = Instant.ofEpochMilli(random.nextLong(31_622_400_000L, 2_000_000_000_000L));
        return scheme.at(instant.plusNanos(random.nextInt(1_000_000))).orElseThrow();
    }

    private static Bound justBefore(Bound bound) {
        return new Bound(bound.keyType(), bound.position().subtract(BigInteger.ONE));
    }

    /** All zones that Java knows, at each of their moves of the clock until 2030. */
    @ParameterizedTest
    @ValueSource(strings = {"hour", "day", "week", "month", "year"})
    void everyMoveOfEveryClock(String interval) {
        for (var zone : ZoneId.getAvailableZoneIds()) {
            var ticks = Ticks.of((CalendarInterval) Interval.parse(interval), ZoneId.of(zone));
            for (var moved : movesOf(ZoneId.of(zone))) {
                checkAround(ticks, moved, zone);
            }
        }
    }

    private static List<Instant> movesOf(ZoneId zone) {
        var moves = new ArrayList<Instant>();
        var next = zone.getRules().nextTransition(Instant.parse("1800-01-01T00:00:00Z"));
        var end = Instant.parse("2030-01-01T00:00:00Z");
        while (next != null && next.getInstant().isBefore(end)) {
            moves.add(next.getInstant());
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return Collections.unmodifiableList(moves);
    }

    private static void checkAround(Ticks ticks, Instant moved, String zone) {
        for (var seconds = -7200; seconds <= 7200; seconds += 600) {
            var instant = moved.plusSeconds(seconds);
            var floor = ticks.floor(instant);
            var next = ticks.firstAfter(instant);
            if (floor.isAfter(instant)
                    || !next.isAfter(instant)
                    || !ticks.floor(next.minusNanos(1000)).equals(floor)
                    || !ticks.firstAfter(floor).equals(next)
                    || !ticks.floor(next).equals(next)) {
                throw new AssertionError(
                        "%s: %s lies in %s to %s".formatted(zone, instant, floor, next));
            }
        }
    }
}
