// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides from the statistics of a table whether to partition it, and by what. */
public final class Advisor {

    private static final Set<String> TIMES =
            Set.of("date", "timestamp without time zone", "timestamp with time zone");

    /** Rows of a range lie together when the order of the key and of the heap agree that much. */
    private static final double ORDERED = 0.9;

    private static final double SCATTERED = 0.5;
    private static final int FAR_MORE = 10;

    private final Candidate table;
    private final Growth growth;
    private final List<String> reasons = new ArrayList<>();

    private Advisor(Candidate table) {
        this.table = table;
        this.growth = Growth.of(table, dates(table).stream().findFirst());
    }

    /**
     * Empty for a table that is not worth it.
     *
     * @param worth bytes from which on a table is, now or in a year
     */
    public static Optional<Advice> of(Candidate table, long worth) {
        Advisor advisor = new Advisor(table);
        return table.bytes() + advisor.growth.bytesPerYear() >= worth
                ? Optional.of(advisor.advice())
                : Optional.empty();
    }

    private Advice advice() {
        growth.words().ifPresent(reasons::add);
        Optional<Candidate.Column> column = column();
        if (column.isEmpty()) {
            reasons.add(
                    "No column is fit: it takes a NOT NULL date or timestamp, or a whole number that only grows and is the primary key.");
        }
        Optional<Advice.Cut> cut =
                column.map(c -> new Advice.Cut(c.name(), Widths.of(table, c, growth), copies(c)));
        cut.ifPresent(c -> sayKeys(column.orElseThrow()));
        return new Advice(table, growth.rowsPerDay(), cut, reasons);
    }

    private Optional<Candidate.Column> column() {
        Optional<Candidate.Column> date = dates(table).stream().findFirst();
        Optional<Candidate.Column> id =
                table.columns().stream()
                        .filter(c -> c.primary() && !isTime(c))
                        .filter(c -> c.counted() || order(c) >= ORDERED)
                        .findFirst();
        if (id.isEmpty()) {
            date.ifPresent(d -> reasons.add(whyDate(d)));
            return date;
        }
        Optional<String> better = date.isEmpty() ? Optional.of(noDate()) : whyId(id.get(), date);
        better.ifPresentOrElse(
                why -> {
                    reasons.add(why);
                    reasons.add(
                            "A partition column that is the primary key, and only grows, keeps the key, the references to it and ON CONFLICT (%1$s), and a look-up by %1$s reads one partition."
                                    .formatted(id.get().name()));
                },
                () -> reasons.add(whyDate(date.orElseThrow())));
        return better.isPresent() ? id : date;
    }

    private static String noDate() {
        return "No date or timestamp is NOT NULL.";
    }

    /** Why the primary key fits better than the date; empty when it does not. */
    private Optional<String> whyId(Candidate.Column id, Optional<Candidate.Column> date) {
        if (table.incomingKeys() > 0) {
            return Optional.of(
                    "%s it; by %s each of them would have to name that column too."
                            .formatted(
                                    table.incomingKeys() == 1
                                            ? "1 foreign key names"
                                            : table.incomingKeys() + " foreign keys name",
                                    date.orElseThrow().name()));
        }
        long byDate = date.orElseThrow().scans();
        return table.primaryKeyScans() > FAR_MORE * Math.max(1, byDate)
                ? Optional.of(
                        "Rows are looked up by %s far more often than by %s (%d and %d times): by the latter, each look-up would search every partition."
                                .formatted(
                                        id.name(),
                                        date.get().name(),
                                        table.primaryKeyScans(),
                                        byDate))
                : Optional.empty();
    }

    private static String whyDate(Candidate.Column date) {
        return "%s is %s%s: old rows leave as whole partitions, and a query for a time reads few."
                .formatted(
                        date.name(),
                        date.stamped() ? "the time of the insert" : "a time that each row has",
                        order(date) >= ORDERED ? ", and lies in the heap in its order" : "");
    }

    /** What changes with the keys. */
    private void sayKeys(Candidate.Column column) {
        if (isTime(column) && table.columns().stream().anyMatch(Candidate.Column::primary)) {
            reasons.add(
                    "The primary key gets %s as well, so that ON CONFLICT and references name both."
                            .formatted(column.name()));
        }
        if (!table.uniqueKeys().isEmpty()) {
            reasons.add(
                    "A unique key must contain the partition column; look at %s."
                            .formatted(
                                    String.join(
                                            ", ",
                                            table.uniqueKeys().stream()
                                                    .map(Object::toString)
                                                    .toList())));
        }
    }

    private boolean copies(Candidate.Column column) {
        boolean scattered =
                column.correlation().isPresent()
                        && Math.abs(column.correlation().getAsDouble()) < SCATTERED;
        reasons.add(
                scattered
                        ? "Strategy copy: the rows of a range lie all over the heap, and a copy reads them once."
                        : "Strategy attach: no row is copied before the cut-over, and history is moved when you like.");
        return scattered;
    }

    /** Those that are fit, the best first. */
    private static List<Candidate.Column> dates(Candidate table) {
        return table.columns().stream()
                .filter(c -> isTime(c) && c.notNull())
                .sorted(
                        Comparator.comparing((Candidate.Column c) -> !c.stamped())
                                .thenComparing(c -> -c.scans())
                                .thenComparing(c -> -order(c)))
                .toList();
    }

    private static double order(Candidate.Column column) {
        return column.correlation().orElse(0);
    }

    static boolean isTime(Candidate.Column column) {
        return TIMES.contains(column.type());
    }
}
