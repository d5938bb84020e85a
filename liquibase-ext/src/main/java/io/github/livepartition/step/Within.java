// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Bound;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which rows a copy is of.
 *
 * @param key the column that decides, empty when all rows are
 * @param type the type of the key, without a modifier
 * @param spans the ranges, lowest first; they do not overlap
 * @param back whether rows go from the partitions of these ranges to the old heap, and no longer
 *     the other way
 */
public record Within(Optional<Identifier> key, Sql type, List<Span> spans, boolean back) {

    /** Every row there is. */
    public static final Within ALL =
            new Within(Optional.empty(), Sql.verbatim(""), List.of(), false);

    private static final Sql NONE = Sql.verbatim("false");

    public Within {
        spans = List.copyOf(spans);
    }

    /** The rows with a key in one of the ranges. */
    public static Within of(Identifier key, Sql type, List<Span> spans) {
        return new Within(Optional.of(key), type, joined(spans), false);
    }

    /** Neighbours become one. */
    private static List<Span> joined(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        spans.stream()
                .sorted(
                        Comparator.comparing(
                                (Span span) -> span.from().orElse(null),
                                Comparator.nullsFirst(Comparator.<Bound>naturalOrder())))
                .forEach(
                        span -> {
                            int last = joined.size() - 1;
                            if (last >= 0 && joined.get(last).to().equals(span.from())) {
                                joined.set(last, new Span(joined.get(last).from(), span.to()));
                            } else {
                                joined.add(span);
                            }
                        });
        return joined;
    }

    boolean isAll() {
        return key.isEmpty();
    }

    /** Whether what is copied is a partition of the table. */
    boolean isOfPartition() {
        return !isAll() && !back;
    }

    Within reversed() {
        return isAll() ? this : new Within(key, type, spans, !back);
    }

    /** The same column, other ranges. */
    public Within only(List<Span> others) {
        return new Within(key, type, joined(others), back);
    }

    /** What lies between the ranges, before the first and after the last. */
    List<Span> outside() {
        return outside(spans);
    }

    /** What lies between ranges that are sorted, before the first and after the last. */
    private static List<Span> outside(List<Span> spans) {
        List<Span> outside = new ArrayList<>();
        Optional<Bound> from = Optional.empty();
        boolean open = true;
        for (Span span : spans) {
            if (span.from().isPresent()) {
                outside.add(new Span(from, span.from()));
            }
            from = span.to();
            open = from.isPresent();
        }
        if (open) {
            outside.add(new Span(from, Optional.empty()));
        }
        return outside;
    }

    /**
     * {@code AND (…)}, or nothing.
     *
     * @param column how the column is named, with a hole for its name
     */
    Sql and(String column) {
        return isAll()
                ? Sql.verbatim("")
                : Sql.of(" AND (%s)", condition(Sql.of(column, key.orElseThrow())));
    }

    private Sql condition(Sql column) {
        return spans.isEmpty()
                ? NONE
                : Sql.join(" OR ", spans.stream().map(span -> condition(column, span)).toList());
    }

    /** Whether a column, named so, lies in the range. */
    public static Sql condition(Sql column, Span span) {
        List<Sql> parts = new ArrayList<>();
        span.from().ifPresent(from -> parts.add(Sql.of("%s >= %s", column, from.literal())));
        span.to().ifPresent(to -> parts.add(Sql.of("%s < %s", column, to.literal())));
        return parts.isEmpty() ? Sql.verbatim("true") : Sql.join(" AND ", parts);
    }
}
