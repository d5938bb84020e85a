// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Server;
import io.github.livepartition.catalog.Table;
import java.util.ArrayList;
import java.util.List;

/** What the reader of a copy's script must know before it runs. */
final class CopyNotes {

    private static final long MEBIBYTE = 1L << 20;

    private CopyNotes() {}

    static List<String> of(Conversion conversion, CopyFacts facts, Table table) {
        Server server = facts.facts().server();
        List<String> notes = new ArrayList<>();
        notes.add(
                "Every row is copied to %s, which then gets the name %s; the old heap stays as %s."
                        .formatted(conversion.copyName(), table.name(), conversion.legacy()));
        notes.add(
                "Disk: about %d MB for the copy with its indexes, as much as the table has now, and WAL for it."
                        .formatted(table.bytes() / MEBIBYTE + 1));
        notes.add(
                "Indexes are built with maintenance_work_mem %s and up to %d parallel workers: the server's settings, or the role's."
                        .formatted(server.buildMemory(), server.buildWorkers()));
        notes.add(
                "Meanwhile a trigger logs the key of each row that changes in %s; before the switch it writes to both tables."
                        .formatted(conversion.logName()));
        notes.addAll(KeyNotes.of(conversion, facts.facts().keys(), table));
        if (!table.foreignKeys().isEmpty()) {
            notes.add(
                    "The foreign keys hold for every write from the switch on, and are validated after it.");
        }
        for (PartitionBy by : ((Strategy.Copy) conversion.strategy()).levels()) {
            if (by instanceof PartitionBy.ByList list && !list.hasRest() && !isRead(facts, by)) {
                notes.add(NOT_READ.formatted(by.column(), by.column()));
            }
        }
        notes.add(
                ((Strategy.Copy) conversion.strategy()).reverseLog()
                        ? "After the switch %s is kept in step, so that a rollback loses nothing, until dropLegacyTable."
                                .formatted(conversion.legacy())
                        : "After the switch %s stays as it is, and there is no way back."
                                .formatted(conversion.legacy()));
        return notes;
    }

    private static final String NOT_READ =
            "Whether every %s has a partition is not known, as no index leads with %s: a row that has none will stop the copy, not the application.";

    private static boolean isRead(CopyFacts facts, PartitionBy by) {
        return facts.columns().get(by.column()).read();
    }
}
