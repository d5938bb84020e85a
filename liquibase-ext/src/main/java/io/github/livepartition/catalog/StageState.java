// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import java.util.List;
import java.util.Optional;

/**
 * How far a staged move is, as its log and what belongs to it show.
 *
 * @param copy phase and log
 * @param bound of the old heap before the switch, {@code FOR VALUES …}; empty before it
 * @param ranges what is staged, or on its way
 */
public record StageState(CopyState copy, Optional<String> bound, List<Range> ranges) {

    public StageState {
        ranges = List.copyOf(ranges);
    }

    /**
     * A range of the old heap.
     *
     * @param lower as PostgreSQL prints it in UTC; empty for MINVALUE
     * @param present whether there is such a table
     * @param copied whether every row was copied once
     * @param attached whether it is a partition, with all indexes
     * @param compared whether it was found equal to the old heap
     * @param vacuumed whether nothing is left to do before the switch
     * @param watched whether it has the triggers of the way back
     * @param keyed whether it has foreign keys
     * @param parent what it is a partition of
     */
    public record Range(
            Identifier name,
            Optional<String> lower,
            String upper,
            boolean present,
            boolean copied,
            boolean attached,
            boolean compared,
            boolean vacuumed,
            boolean watched,
            boolean keyed,
            Optional<Identifier> parent) {}

    /** As JSON for the comment on the log. */
    public static String json(CopyState.Phase phase, String structure, String bound) {
        return "{\"phase\": \"%s\", \"structure\": \"%s\", \"bound\": \"%s\"}"
                .formatted(
                        phase.name(), structure, bound.replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
