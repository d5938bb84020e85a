// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.KeyMemory;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.UniqueKey;
import java.util.List;

/** What a conversion keeps in mind of keys, and what it needs to give them back. */
final class KeyPlans {

    private KeyPlans() {}

    /** What the way back must know of the keys of a table that is to be converted. */
    static KeyMemory memory(Conversion conversion, Keys keys, Table table) {
        boolean refuses = conversion.keys().incoming() == KeyChoices.Incoming.REFUSE;
        List<IncomingForeignKey> incoming = refuses ? List.of() : table.incomingForeignKeys();
        return new KeyMemory(
                new UniqueKeys(conversion, keys).memory(),
                incoming,
                conversion.keys().incoming() == KeyChoices.Incoming.DROP,
                conversion.keys().words());
    }

    /** Whether a conversion goes on with what it was begun with. */
    static void checkBegun(Table table, String begun, String words, ConversionChecks checks) {
        if (!begun.equals(words)) {
            checks.add(KeyRefusals.begunOtherwise(table.name(), begun, words));
        }
    }

    /** The same of a copy; foreign keys of other tables are its business from the switch on. */
    static void checkBegun(
            Conversion conversion, CopyFacts facts, Table table, ConversionChecks checks) {
        for (CopyState state : facts.state().stream().toList()) {
            if (state.phase() == CopyState.Phase.COPYING) {
                checkBegun(table, state.keys().begun(), conversion.keys().uniqueWords(), checks);
            } else if (state.phase() == CopyState.Phase.SWITCHED) {
                checkBegun(table, state.keys().begun(), conversion.keys().words(), checks);
            }
        }
    }

    /** The reasons of keys against the way back of a converted table. */
    static void checkWayBack(
            Conversion conversion, Facts facts, Table table, ConversionChecks checks) {
        new Referencing(conversion, facts).checkWayBack(table, checks);
        for (UniqueKey key : facts.keys().memory().unique()) {
            List<String> doubled = facts.keys().doubled().getOrDefault(key.name(), List.of());
            if (!doubled.isEmpty()) {
                checks.add(KeyRefusals.doubled(table.name(), key, doubled));
            }
        }
    }
}
