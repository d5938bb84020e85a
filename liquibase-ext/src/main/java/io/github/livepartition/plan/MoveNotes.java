// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.CommonKey;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.step.SlicePace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the reader of a move's script must know before it runs. */
final class MoveNotes {

    private MoveNotes() {}

    static List<String> of(MoveContext context) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Rows move in slices, each a transaction that holds its locks for about %d ms; later statements see every row once."
                        .formatted(context.move().slices().pace().maxLockTime().toMillis()));
        notes.add(
                context.move().slices().pace().waits()
                        ? "Each waits for an instant without older snapshots, which leaves some tenths of a millisecond before it commits; where there is none for lockRetryFor it ends with an error, and goes on when it is run again."
                        : "A statement whose snapshot is older than a slice may miss its rows: EXECUTE of a SELECT, COPY (query), REFRESH MATERIALIZED VIEW, STABLE functions, REPEATABLE READ and SERIALIZABLE transactions.");
        if (context.move().slices().pace().waits() && !context.facts().server().readsAllStats()) {
            notes.add(
                    "What sessions of other roles do cannot be seen, so each transaction of theirs counts as one with an older snapshot, and there may be no such instant; with pg_read_all_stats it can.");
        }
        notes.add("Of rows that move, xmin and ctid change; no trigger fires.");
        notes.addAll(commonKeys(context));
        return notes;
    }

    /** What will hold the locks for longer, whatever the size of a slice. */
    private static List<String> commonKeys(MoveContext context) {
        SlicePace pace = context.move().slices().pace();
        List<String> notes = new ArrayList<>();
        for (CommonKey key : context.facts().commonKeys()) {
            Duration guess = SlicePace.guess(key.rows(), key.width());
            if (guess.compareTo(pace.maxLockTime()) > 0 && isWanted(context, key)) {
                notes.add(
                        "WARNING: %s, by the statistics, and can only move together: that holds the locks for about %d ms%s."
                                .formatted(
                                        key.value()
                                                .map(
                                                        value ->
                                                                "about %d rows have the key %s"
                                                                        .formatted(
                                                                                key.rows(), value))
                                                .orElse(
                                                        "each key has about %d rows"
                                                                .formatted(key.rows())),
                                        guess.toMillis(),
                                        pace.acceptsOversized()
                                                ? ""
                                                : ", is more than maxLockTime, and ends the run with an error; set oversizedSlices to accept, or maxLockTime to more"));
            }
        }
        return notes;
    }

    private static boolean isWanted(MoveContext context, CommonKey key) {
        try {
            return key.value()
                    .map(context.layout().scheme()::parse)
                    .map(bound -> context.layout().wanted().contains(bound))
                    .orElse(true);
        } catch (RangeException e) {
            return false; // such as infinity, which is in no range
        }
    }
}
