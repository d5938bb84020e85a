// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RunwayTest {

    private static final QualifiedName TABLE = QualifiedName.of("Sales", "Or\"ders");
    private static final Instant NOW = Instant.ofEpochSecond(1000);

    @Test
    void endsWhereTheLastPartitionEnds() {
        assertThat(ofTime(range("MINVALUE", "900"), range("900", "1100"), range("1100", "4600")))
                .contains(
                        new Runway(
                                Optional.of(Instant.ofEpochSecond(4600)),
                                Optional.of(Duration.ofHours(1)),
                                new BigDecimal(4600),
                                Optional.empty()));
    }

    @Test
    void endsAtTheFirstGapAfterNow() {
        assertThat(left(range("900", "1100"), range("1200", "4600"))).contains(100L);
        assertThat(left(range("1200", "4600"), range("900", "1100")))
                .as("in whatever order they come")
                .contains(100L);
        assertThat(left(range("100", "200"), range("900", "1100")))
                .as("a gap in the past is none")
                .contains(100L);
    }

    @Test
    void isOverWhereNoPartitionTakesNow() {
        assertThat(left(range("MINVALUE", "1000"))).contains(0L);
        assertThat(left(range("1001", "4600"))).contains(0L);
    }

    @Test
    void hasNoEndWhereThereIsNone() {
        assertThat(ofTime(range("MINVALUE", "1000"), range("1000", "MAXVALUE"))).isEmpty();
        assertThat(ofTime(rest())).as("no ranges").isEmpty();
        assertThat(left(range("MINVALUE", "1100"), rest()))
                .as("what goes to DEFAULT is what it is to warn of")
                .contains(100L);
    }

    @Test
    void countsKeysOfAnInteger() {
        assertThat(ofKeys(Optional.of(899), range("0", "900"), range("900", "1000")))
                .contains(
                        new Runway(
                                Optional.empty(),
                                Optional.empty(),
                                new BigDecimal(1000),
                                Optional.of(new BigDecimal(100))));
        assertThat(ofKeys(Optional.of(999), range("0", "1000")).flatMap(Runway::keysLeft))
                .as("the greatest that it takes is there")
                .contains(BigDecimal.ZERO);
        assertThat(ofKeys(Optional.empty(), range("0", "900"), range("900", "1000")))
                .as("of which nobody knows the greatest")
                .contains(
                        new Runway(
                                Optional.empty(),
                                Optional.empty(),
                                new BigDecimal(1000),
                                Optional.empty()));
    }

    private static Optional<Long> left(PartitionStatus... partitions) {
        return ofTime(partitions).flatMap(Runway::left).map(Duration::toSeconds);
    }

    private static Optional<Runway> ofTime(PartitionStatus... partitions) {
        return Runway.of(table("timestamp with time zone", partitions), NOW, Optional.empty());
    }

    private static Optional<Runway> ofKeys(
            Optional<Integer> greatest, PartitionStatus... partitions) {
        return Runway.of(table("bigint", partitions), NOW, greatest.map(BigDecimal::new));
    }

    private static PartitionedTable table(String type, PartitionStatus... partitions) {
        return new PartitionedTable(
                1,
                TABLE,
                Optional.of("RANGE (at)"),
                Optional.of(new Identifier("at")),
                Optional.of(type),
                List.of(partitions));
    }

    private static PartitionStatus range(String from, String to) {
        return partition(
                "FOR VALUES FROM (%s) TO (%s)".formatted(from, to), position(from), position(to));
    }

    private static PartitionStatus rest() {
        return partition("DEFAULT", Optional.empty(), Optional.empty());
    }

    private static Optional<BigDecimal> position(String bound) {
        return bound.endsWith("VALUE") ? Optional.empty() : Optional.of(new BigDecimal(bound));
    }

    private static PartitionStatus partition(
            String bound, Optional<BigDecimal> lower, Optional<BigDecimal> upper) {
        return new PartitionStatus(
                TABLE.withName(new Identifier("p " + bound)),
                TABLE,
                true,
                bound,
                OptionalLong.empty(),
                false,
                0,
                0,
                lower,
                upper,
                false,
                false);
    }
}
