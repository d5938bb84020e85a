// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import java.util.ArrayList;
import java.util.List;

/** What the reader of a move's script must know before it runs. */
final class MoveNotes {

    private MoveNotes() {}

    static List<String> of(MoveContext context) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Rows move in slices, each a transaction that holds its locks for about %d ms; later statements see every row once."
                        .formatted(context.move().slices().maxLockTime().toMillis()));
        notes.add(
                context.move().slices().waits()
                        ? "Each waits for an instant without older snapshots, which leaves some tenths of a millisecond before it commits; where there is none for lockRetryFor it ends with an error, and goes on when it is run again."
                        : "A statement whose snapshot is older than a slice may miss its rows: EXECUTE of a SELECT, COPY (query), REFRESH MATERIALIZED VIEW, STABLE functions, REPEATABLE READ and SERIALIZABLE transactions.");
        if (context.move().slices().waits() && !context.facts().server().readsAllStats()) {
            notes.add(
                    "What sessions of other roles do cannot be seen, so each transaction of theirs counts as one with an older snapshot, and there may be no such instant; with pg_read_all_stats it can.");
        }
        notes.add("Of rows that move, xmin and ctid change; no trigger fires.");
        return notes;
    }
}
