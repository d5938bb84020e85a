// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/**
 * How far a copy is, as its log and what belongs to it show.
 *
 * @param phase where it stands
 * @param structure the structure of the table when the copy began, see {@link
 *     Fingerprint#structure}
 * @param mirrors whether changes are written to both tables by now
 * @param truncated whether the table was truncated meanwhile
 * @param pagesLeft pages of the heap that are still to be copied
 * @param rewritten whether they are no longer where they were, as after VACUUM FULL
 * @param regrouped whether partitions have come, gone or been emptied since the switch, which no
 *     trigger tells
 * @param keys the keys that the switch has changed
 */
public record CopyState(
        Phase phase,
        String structure,
        boolean mirrors,
        boolean truncated,
        long pagesLeft,
        boolean rewritten,
        boolean regrouped,
        KeyMemory keys) {

    /** Where the copy stands. */
    public enum Phase {
        /** The table is the source, the copy is made or kept in step. */
        COPYING,
        /** The copy has the table's name, and the old heap is kept in step. */
        SWITCHED,
        /** The copy has the table's name, and the old heap is as it was then. */
        APART,
        /** Nothing is logged any more; what is left of the copy is to be dropped. */
        ENDED;

        /** Whether the copy has the table's name. */
        public boolean isSwitched() {
            return this == SWITCHED || this == APART;
        }

        /** As JSON for the comment on the log. */
        public String json(String structure) {
            return json(structure, KeyMemory.NOTHING);
        }

        /** The same with what the way back must know of keys. */
        public String json(String structure, KeyMemory keys) {
            return "{\"phase\": \"%s\", \"structure\": \"%s\"%s}"
                    .formatted(name(), structure, keys.json());
        }
    }
}
