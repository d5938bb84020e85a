// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import io.github.livepartition.sql.Sql;

/** The keys of one partition: the lower bound included, the upper one not. */
public record Range(Bound from, Bound to) {

    /**
     * @throws IllegalArgumentException when the range is empty or mixes key types
     */
    public Range {
        if (from.compareTo(to) >= 0) {
            throw new IllegalArgumentException("range %s to %s is empty".formatted(from, to));
        }
    }

    /** Whether a row with this key belongs here. */
    public boolean contains(Bound key) {
        return from.compareTo(key) <= 0 && key.compareTo(to) < 0;
    }

    /** {@code FOR VALUES FROM (…) TO (…)}, independent of the session's settings. */
    public Sql forValues() {
        return Sql.of("FOR VALUES FROM (%s) TO (%s)", from.literal(), to.literal());
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
