// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.CommonKey;
import io.github.livepartition.catalog.Memory;
import io.github.livepartition.catalog.MoveNote;
import io.github.livepartition.catalog.Server;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a planner of moves knows, read in one snapshot.
 *
 * @param memory empty when legacy is no old heap of ours
 * @param leastKey legacy's least key, as PostgreSQL prints it in UTC
 * @param commonKeys the values of legacy's key that many rows have, as the statistics know them
 * @param notes of the relations of the schema that are being moved to or from
 * @param indexed the relations of the schema in which an index leads with the key
 * @param publications those whose subscribers do not learn of a move, each as a phrase
 * @param reactions what legacy has of its own that could keep a row from moving
 */
public record MoveFacts(
        Server server,
        Optional<Table> table,
        Optional<Table> legacy,
        Optional<Memory> memory,
        Optional<String> leastKey,
        List<CommonKey> commonKeys,
        Map<QualifiedName, MoveNote> notes,
        Set<Identifier> indexed,
        List<String> publications,
        List<String> reactions,
        Set<Identifier> relationNames,
        List<String> missingRights,
        Optional<Fallback> fallback) {

    /**
     * The table's default partition.
     *
     * @param note the range for which it has a bounds check of ours
     * @param leastKey as that of legacy
     * @param indexed whether an index of it leads with the key
     * @param commonKeys as those of legacy
     * @param reactions as those of legacy
     */
    public record Fallback(
            Table table,
            Optional<MoveNote> note,
            Optional<String> leastKey,
            boolean indexed,
            List<CommonKey> commonKeys,
            List<String> reactions) {

        public Fallback {
            commonKeys = List.copyOf(commonKeys);
            reactions = List.copyOf(reactions);
        }

        QualifiedName name() {
            return table.name();
        }
    }

    public MoveFacts {
        commonKeys = List.copyOf(commonKeys);
        notes = Map.copyOf(notes);
        indexed = Set.copyOf(indexed);
        publications = List.copyOf(publications);
        reactions = List.copyOf(reactions);
        relationNames = Set.copyOf(relationNames);
        missingRights = List.copyOf(missingRights);
    }

    /** The same where rows are to leave the default partition. */
    MoveFacts outOfDefault() {
        Fallback source = fallback.orElseThrow();
        Set<Identifier> withKey = new LinkedHashSet<>(indexed);
        if (source.indexed()) {
            withKey.add(source.name().name());
        } else {
            withKey.remove(source.name().name());
        }
        return new MoveFacts(
                server,
                table,
                Optional.of(source.table()),
                Optional.empty(),
                source.leastKey(),
                source.commonKeys(),
                notes,
                withKey,
                publications,
                source.reactions(),
                relationNames,
                missingRights,
                fallback);
    }
}
