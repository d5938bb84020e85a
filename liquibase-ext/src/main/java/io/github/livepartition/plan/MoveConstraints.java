// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Check;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.Table;
import java.util.List;

/** The reasons against a move that lie in the constraints of a table and of those beside it. */
record MoveConstraints(Move move, MoveFacts facts, Findings findings) {

    void check(Table table) {
        for (ForeignKey key : table.foreignKeys()) {
            findings.add(MoveRefusals.parentKey(table, key.name(), facts.memory().isPresent()));
        }
        checkProved(table);
        checkReferencing(table);
    }

    /** Each slice would have to let them go, and a moved row is deleted for a moment. */
    private void checkReferencing(Table table) {
        if (!(move.mode() instanceof MoveMode.Stage) && !table.incomingForeignKeys().isEmpty()) {
            findings.add(MoveRefusals.referenced(table, facts.memory().isPresent()));
            return;
        }
        for (IncomingForeignKey key : table.incomingForeignKeys()) {
            if (key.table().equals(table.name())) {
                findings.add(KeyRefusals.self(table, key));
            } else if (key.partitioned()) {
                findings.add(KeyRefusals.ofPartitioned(table, key));
            } else if (!key.validated()) {
                findings.add(KeyRefusals.notValid(table, key));
            }
        }
    }

    private void checkProved(Table table) {
        for (Check check : table.checks()) {
            if (!check.validated()) {
                findings.add(
                        MoveRefusals.notValid(
                                table.name(), "check constraint " + check.name(), check.name()));
            }
        }
        KeyRefusals.undetachable(facts.server(), facts.legacy()).forEach(findings::add);
        for (ForeignKey key : facts.legacy().map(Table::foreignKeys).orElse(List.of())) {
            if (!key.isValid()) {
                findings.add(
                        MoveRefusals.notValid(
                                move.legacy(), "foreign key " + key.name(), key.name()));
            }
        }
    }
}
