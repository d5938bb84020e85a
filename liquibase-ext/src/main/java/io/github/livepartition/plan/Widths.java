// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Candidate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** How wide partitions should be. */
final class Widths {

    /** A partition that is still quick to build an index on, to vacuum and to drop. */
    private static final double MOST = 20.0 * (1L << 30);

    /** So small that there would be many for nothing. */
    private static final double LEAST = 200.0 * (1L << 20);

    private record Width(String interval, double years) {}

    /** Widest first. */
    private static final List<Width> CALENDAR =
            List.of(
                    new Width("month", 1 / 12.0),
                    new Width("week", 1 / 52.0),
                    new Width("day", 1 / 365.0));

    private Widths() {}

    /** An interval, as the attribute takes it. */
    static String of(Candidate table, Candidate.Column column, Growth growth) {
        return Advisor.isTime(column) ? calendar(growth) : number(table, column);
    }

    private static String calendar(Growth growth) {
        double bytes = growth.bytesPerYear();
        if (growth.rowsPerDay().isPresent() && bytes / 12 < LEAST) {
            return "year";
        }
        return CALENDAR.stream()
                .filter(width -> bytes * width.years() <= MOST)
                .findFirst()
                .map(Width::interval)
                .orElse("hour");
    }

    /** The greatest power of ten whose partitions stay small enough. */
    private static String number(Candidate table, Candidate.Column column) {
        BigDecimal values =
                column.greatest()
                        .flatMap(greatest -> column.least().map(greatest::subtract))
                        .orElse(BigDecimal.valueOf(Math.max(1, table.rows())))
                        .max(BigDecimal.ONE);
        BigDecimal most =
                values.multiply(BigDecimal.valueOf(MOST))
                        .divide(
                                BigDecimal.valueOf(Math.max(1, table.bytes())),
                                0,
                                RoundingMode.DOWN)
                        .max(BigDecimal.TEN);
        return BigInteger.TEN.pow(most.precision() - 1).toString();
    }
}
