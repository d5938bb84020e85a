// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.sample.application.Balance;
import io.github.livepartition.sample.application.Difference;
import io.github.livepartition.sample.application.Fault;
import io.github.livepartition.sample.application.Kind;
import io.github.livepartition.sample.application.Report;
import io.github.livepartition.sample.application.Report.Event;
import io.github.livepartition.sample.application.Report.Time;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final long MILLI = 1_000_000;
    private static final List<Partition> PARTITIONS =
            List.of(
                    new Partition("orders_legacy", "", "2026-12-01", 1000, 800_000),
                    new Partition("orders_y2026m12", "2026-12-01", "2027-01-01", 10, 100_000));

    private static final List<Partition> BEFORE =
            List.of(new Partition("orders_legacy", "", "2026-12-01", 1010, 1_600_000));

    private static String text(List<Fault> faults, Balance balance) {
        return text(faults, balance, List.of());
    }

    private static String text(List<Fault> faults, Balance balance, List<Partition> before) {
        var times =
                List.of(
                        new Time(Kind.UPDATE, 100 * MILLI, 2 * MILLI),
                        new Time(Kind.UPDATE, 5100 * MILLI, 30 * MILLI),
                        new Time(Kind.SCAN, 5200 * MILLI, 400 * MILLI));
        var events = List.of(new Event(5000 * MILLI, 'P', "partitioned"));
        return new Picture(
                        new Report(
                                9000 * MILLI, times, events, 2, 3, faults.size(), faults, balance),
                        before,
                        PARTITIONS)
                .text();
    }

    @Test
    void showsWhatHappened() {
        assertThat(text(List.of(), new Balance(1010, 1010, Map.of(), List.of())).lines())
                .contains(
                        "  orders_legacy       .. 2026-12-01                  1,000        0.8  "
                                + "█".repeat(30),
                        "  orders_y2026m12    2026-12-01 .. 2027-01-01           10        0.1  ███▊",
                        "  update by id                   1       2.0       2.0       2.0"
                                + "         1      30.0      30.0      30.0",
                        "  rows expected         1,010   found          1,010",
                        "  longest stall        2.0 ms   before",
                        "  longest stall       30.0 ms   within a second of the cut-over",
                        "  P partitioned 5.0 s",
                        "Exact.");
    }

    @Test
    void showsThePartitionsFromBefore() {
        var balance = new Balance(1010, 1010, Map.of(), List.of());
        assertThat(text(List.of(), balance, BEFORE).lines())
                .contains(
                        "Partitions of app.orders before",
                        "  orders_legacy       .. 2026-12-01                  1,010        1.6  "
                                + "█".repeat(30),
                        "  orders_legacy       .. 2026-12-01                  1,000        0.8  "
                                + "█".repeat(15));
        assertThat(text(List.of(), balance)).doesNotContain("app.orders before");
    }

    @Test
    void showsWhatIsWrong() {
        var fault = new Fault(Instant.EPOCH, "owner 1", Kind.UPDATE, "expected 1, found 0", "x");
        var balance =
                new Balance(
                        1010,
                        1009,
                        Map.of(Difference.Sort.MISSING, 1L),
                        List.of("row 7 is missing"));
        assertThat(text(List.of(fault), balance).lines())
                .contains(
                        "  rows missing              1",
                        "  ! row 7 is missing",
                        "  ! 1970-01-01T00:00:00Z owner 1: update by id: expected 1, found 0 (x)",
                        "WRONG.")
                .doesNotContain("Exact.");
    }
}
