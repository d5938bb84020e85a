// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the reader of the switch's script must know before it runs. */
final class CompletionNotes {

    private CompletionNotes() {}

    static List<String> of(Completion completion, StageContext context) {
        List<String> notes = new ArrayList<>();
        Staged staged = context.staged();
        notes.add(
                "The switch moves no row: until then every change is written to both, and everybody with an older snapshot has ended.");
        notes.add(
                "After it %s stands aside and is kept in step, so that a rollback loses nothing, until dropLegacyPartition."
                        .formatted(staged.legacy()));
        if (!context.facts().keys().isEmpty()) {
            notes.add(
                    "The foreign keys hold for every write from the switch on, and are validated after it.");
        }
        if (!context.table().incomingForeignKeys().isEmpty()) {
            notes.add(
                    "Foreign keys of other tables are dropped and added again by each transaction that detaches partitions, and validated at the end: every write is checked.");
        }
        if (!completion.remainder() && !context.facts().gaps().isEmpty()) {
            notes.add(
                    "Keys %s have no partition afterwards, unless remainder is partition: rows with such a key are refused."
                            .formatted(
                                    context.facts().gaps().keySet().stream()
                                            .map(Span::toString)
                                            .collect(Collectors.joining(", "))));
        }
        return notes;
    }
}
