// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import java.util.List;

/**
 * Something around a table that whoever converts it should know.
 *
 * @param words what is to be said of it, as many as its kind tells
 */
public record Circumstance(Kind kind, List<String> words) {

    public Circumstance {
        words = List.copyOf(words);
    }

    public String word(int index) {
        return words.get(index);
    }

    /** What it is; behind each, its words. */
    public enum Kind {
        /** A session that holds the table: who, and since when and with what. */
        HOLDER,
        /** A prepared transaction that holds the table: its name, and since when. */
        PREPARED,
        /** The age of the oldest row, and at which a vacuum begins that does not make way. */
        WRAPAROUND,
        /** A BEFORE trigger for each row: its name and its function. */
        TRIGGER,
        /** A default isolation level: whose, and which. */
        ISOLATION,
        /** A function that reads with its caller's snapshot: its name and STABLE or IMMUTABLE. */
        FUNCTION,
        /** A function that names the table and ctid: its name. */
        CTID_FUNCTION,
        /** An event trigger: its name, its event and its function. */
        EVENT_TRIGGER,
        /** An index of the table: its name, its scans and its bytes. */
        INDEX,
        /** max_locks_per_transaction, max_connections, max_prepared_transactions. */
        LOCKS,
        /** A statement without the partition column: its calls and its text. */
        STATEMENT,
        /** A statement that names the table and ctid: its calls and its text. */
        CTID_STATEMENT,
        /** That statements cannot be read: why. */
        NO_STATEMENTS,
        /** That it is not seen what others do. */
        UNSEEN
    }
}
