// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import java.util.List;

/** What the reader of a staged move's script must know before it runs. */
final class StageNotes {

    private StageNotes() {}

    static List<String> of(StageContext context) {
        Staged staged = context.staged();
        return List.of(
                "The rows are copied to partitions that stand aside, attached to %s; readers keep using %s until completeMove."
                        .formatted(staged.staging(), staged.legacy()),
                "Meanwhile a trigger logs the key of each row that changes in %s, in %s; rows that come to other partitions are not logged."
                        .formatted(staged.legacy(), staged.log()),
                "Disk: as much as the range and its indexes have now, and WAL for it.");
    }
}
