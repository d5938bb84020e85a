// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Memory;
import io.github.livepartition.catalog.MoveNote;
import io.github.livepartition.catalog.Server;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a planner of moves knows, read in one snapshot.
 *
 * @param memory empty when legacy is no old heap of ours
 * @param leastKey legacy's least key, as PostgreSQL prints it in UTC
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
        Map<QualifiedName, MoveNote> notes,
        Set<Identifier> indexed,
        List<String> publications,
        List<String> reactions,
        Set<Identifier> relationNames,
        List<String> missingRights) {

    public MoveFacts {
        notes = Map.copyOf(notes);
        indexed = Set.copyOf(indexed);
        publications = List.copyOf(publications);
        reactions = List.copyOf(reactions);
        relationNames = Set.copyOf(relationNames);
        missingRights = List.copyOf(missingRights);
    }
}
