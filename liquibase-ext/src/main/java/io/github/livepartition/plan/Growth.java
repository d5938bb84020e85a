// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Candidate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How a table grows.
 *
 * @param rowsPerDay empty when nothing is known of it
 * @param bytesPerYear 0 then
 * @param words from what that is
 */
record Growth(Optional<Long> rowsPerDay, long bytesPerYear, Optional<String> words) {

    private static final BigDecimal DAY = BigDecimal.valueOf(86_400);
    private static final int LEAST_DAYS = 7;

    /**
     * @param date the column that says how old rows are
     */
    static Growth of(Candidate table, Optional<Candidate.Column> date) {
        double days = table.statisticsDays().orElse(0);
        if (days >= LEAST_DAYS && table.inserted() > 0) {
            return of(
                    table,
                    table.inserted() / days,
                    "%d rows were inserted in %d days"
                            .formatted(table.inserted(), Math.round(days)));
        }
        Optional<BigDecimal> age = date.flatMap(Growth::days);
        return age.filter(a -> a.signum() > 0 && table.rows() > 0)
                .map(
                        a ->
                                of(
                                        table,
                                        table.rows() / a.doubleValue(),
                                        "By %s its rows are of %d days"
                                                .formatted(
                                                        date.orElseThrow().name(), a.longValue())))
                .orElse(new Growth(Optional.empty(), 0, Optional.empty()));
    }

    private static Growth of(Candidate table, double perDay, String words) {
        double width = (double) table.bytes() / Math.max(1, table.rows());
        long bytes = table.rows() > 0 ? Math.round(perDay * 365 * width) : 0;
        return new Growth(
                Optional.of(Math.round(perDay)),
                bytes,
                Optional.of("%s, about %d a day.".formatted(words, Math.round(perDay))));
    }

    private static Optional<BigDecimal> days(Candidate.Column date) {
        return date.least()
                .flatMap(
                        least ->
                                date.greatest()
                                        .map(g -> g.subtract(least).divide(DAY, RoundingMode.UP)));
    }
}
