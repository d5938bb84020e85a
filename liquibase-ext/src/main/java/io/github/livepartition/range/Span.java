// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import io.github.livepartition.sql.Sql;
import java.util.Optional;

/**
 * The keys between two bounds, the lower included, the upper not.
 *
 * @param from empty for MINVALUE
 * @param to empty for MAXVALUE
 */
public record Span(Optional<Bound> from, Optional<Bound> to) {

    /**
     * @throws IllegalArgumentException when it is empty or mixes key types
     */
    public Span {
        if (from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) >= 0) {
            throw new IllegalArgumentException("from %s to %s is empty".formatted(from, to));
        }
    }

    public Span(Range range) {
        this(Optional.of(range.from()), Optional.of(range.to()));
    }

    /** Whether all keys of the other lie within this one. */
    public boolean contains(Span other) {
        return from.map(f -> other.from.filter(o -> o.compareTo(f) >= 0).isPresent()).orElse(true)
                && to.map(t -> other.to.filter(o -> o.compareTo(t) <= 0).isPresent()).orElse(true);
    }

    /** Whether the key lies within it. */
    public boolean contains(Bound key) {
        return from.map(f -> f.compareTo(key) <= 0).orElse(true)
                && to.map(t -> key.compareTo(t) < 0).orElse(true);
    }

    /** Whether some key lies within both. */
    public boolean overlaps(Span other) {
        return isBelow(from, other.to) && isBelow(other.from, to);
    }

    private static boolean isBelow(Optional<Bound> from, Optional<Bound> to) {
        return from.isEmpty() || to.isEmpty() || from.get().compareTo(to.get()) < 0;
    }

    /** {@code FOR VALUES FROM (…) TO (…)}, independent of the session's settings. */
    public Sql forValues() {
        return Sql.of(
                "FOR VALUES FROM (%s) TO (%s)",
                from.map(Bound::literal).orElse(MIN), to.map(Bound::literal).orElse(MAX));
    }

    /** {@code FOR VALUES …} as {@code pg_get_expr} prints it in UTC and ISO style. */
    public String forValuesText() {
        return "FOR VALUES FROM (%s) TO (%s)".formatted(fromText(), toText());
    }

    /** The lower bound as {@code pg_get_expr} prints it. */
    public String fromText() {
        return from.map(Bound::catalogText).orElse(MIN.text());
    }

    /** The upper bound as {@code pg_get_expr} prints it. */
    public String toText() {
        return to.map(Bound::catalogText).orElse(MAX.text());
    }

    @Override
    public String toString() {
        return "%s to %s"
                .formatted(
                        from.map(Bound::text).orElse(MIN.text()),
                        to.map(Bound::text).orElse(MAX.text()));
    }

    private static final Sql MIN = Sql.verbatim("MINVALUE");
    private static final Sql MAX = Sql.verbatim("MAXVALUE");
}
