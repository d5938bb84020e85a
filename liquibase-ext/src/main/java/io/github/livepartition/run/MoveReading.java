// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.MoveNote;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.Publication;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.plan.Move;
import io.github.livepartition.plan.MoveFacts;
import io.github.livepartition.plan.PartitionDrop;
import io.github.livepartition.plan.PartitionDropFacts;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a planner of moves must know. */
final class MoveReading {

    private MoveReading() {}

    /** With what stands around the table. */
    static Plan around(Connection connection, Plan plan) throws SQLException {
        return CatalogReader.ask(
                connection,
                catalog ->
                        plan.around(catalog.server().role(), catalog.circumstances(plan.table())));
    }

    static MoveFacts facts(Connection connection, Move move) throws SQLException {
        return facts(connection, move, CatalogReader::table);
    }

    /** With all that is to be compared when other partitions come at once. */
    static MoveFacts ofSwitch(Connection connection, Move move) throws SQLException {
        return facts(connection, move, (catalog, name) -> catalog.table(name, List.of()));
    }

    /** How much of the table is read. */
    private interface Depth {
        Optional<Table> read(CatalogReader catalog, QualifiedName name) throws SQLException;
    }

    private static MoveFacts facts(Connection connection, Move move, Depth depth)
            throws SQLException {
        return CatalogReader.ask(connection, catalog -> facts(catalog, move, depth));
    }

    private static MoveFacts facts(CatalogReader catalog, Move move, Depth depth)
            throws SQLException {
        QualifiedName name = move.table();
        Optional<Table> table = depth.read(catalog, name);
        Optional<Identifier> key = table.flatMap(Table::partitioning).flatMap(Partitioning::column);
        Optional<Table> legacy = catalog.table(move.legacy());
        Set<Identifier> indexed =
                key.isPresent() ? catalog.indexed(name.schema(), key.get()) : Set.of();
        boolean keyRead =
                legacy.isPresent()
                        && indexed.contains(move.legacy().name())
                        && catalog.mayRead(move.legacy());
        Map<QualifiedName, MoveNote> notes = new LinkedHashMap<>(catalog.moveNotes(name));
        Optional<MoveFacts.Fallback> fallback =
                key.isPresent() ? fallback(catalog, table.get(), key.get()) : Optional.empty();
        fallback.ifPresent(f -> notes.remove(f.table().name()));
        return new MoveFacts(
                catalog.server(),
                table,
                legacy,
                catalog.memory(name, move.legacy(), move.boundsName()),
                keyRead ? catalog.leastKey(move.legacy(), key.get()) : Optional.empty(),
                key.isPresent() ? catalog.commonKeys(move.legacy(), key.get()) : List.of(),
                notes,
                indexed,
                publications(table, legacy),
                catalog.ownReactions(move.legacy()),
                catalog.relationNames(name.schema()),
                missingRights(catalog, table),
                fallback);
    }

    private static List<String> missingRights(CatalogReader catalog, Optional<Table> table)
            throws SQLException {
        if (table.isEmpty()) {
            return List.of();
        }
        List<String> rights = new ArrayList<>(catalog.missingRights(table.get()));
        rights.addAll(catalog.missingRightsOfOthers(table.get().name()));
        return rights;
    }

    private static Optional<MoveFacts.Fallback> fallback(
            CatalogReader catalog, Table table, Identifier key) throws SQLException {
        Optional<QualifiedName> name =
                table.partitioning().orElseThrow().partitions().stream()
                        .filter(Partitioning.Partition::isDefault)
                        .map(Partitioning.Partition::name)
                        .findFirst();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean indexed = catalog.indexed(name.get().schema(), key).contains(name.get().name());
        var noted = catalog.moveNotes(name.get().withName(table.name().name()));
        return Optional.of(
                new MoveFacts.Fallback(
                        catalog.table(name.get()).orElseThrow(),
                        Optional.ofNullable(noted.get(name.get())),
                        indexed && catalog.mayRead(name.get())
                                ? catalog.leastKey(name.get(), key)
                                : Optional.empty(),
                        indexed,
                        catalog.commonKeys(name.get(), key),
                        catalog.ownReactions(name.get())));
    }

    /** A row that changes its partition is none of the business of those of the root. */
    private static List<String> publications(Optional<Table> table, Optional<Table> legacy) {
        return Stream.concat(publications(table).filter(p -> !p.isOfRoot()), publications(legacy))
                .map(
                        p ->
                                p.scope() == Publication.Scope.SCHEMA
                                        ? "the %s of its schema".formatted(p.words())
                                        : "the " + p.words())
                .distinct()
                .toList();
    }

    private static Stream<Publication> publications(Optional<Table> table) {
        return table.stream().flatMap(t -> t.belongings(Publication.class));
    }

    static PartitionDropFacts facts(Connection connection, PartitionDrop drop) throws SQLException {
        return CatalogReader.ask(connection, catalog -> facts(catalog, drop));
    }

    /** Those whose foreign keys the table has yet to get: there may be very many. */
    private static List<Table> leaves(
            CatalogReader catalog,
            PartitionDrop drop,
            Optional<Table> table,
            Optional<Table> legacy)
            throws SQLException {
        if (table.filter(t -> t.foreignKeys().isEmpty()).isEmpty()
                || !(legacy.filter(t -> !t.foreignKeys().isEmpty()).isPresent()
                        || catalog.hasKeysBelow(drop.table()))) {
            return List.of();
        }
        List<Table> leaves = new ArrayList<>();
        for (Partitioning.Partition partition :
                table.get().partitioning().map(Partitioning::partitions).orElse(List.of())) {
            if (!partition.name().equals(drop.legacy())) {
                catalog.table(partition.name()).ifPresent(leaves::add);
            }
        }
        return leaves;
    }

    private static PartitionDropFacts facts(CatalogReader catalog, PartitionDrop drop)
            throws SQLException {
        Optional<Table> table = catalog.table(drop.table());
        Optional<Table> legacy = catalog.table(drop.legacy());
        Optional<Partitioning> partitioning = table.flatMap(Table::partitioning);
        Optional<Identifier> key = partitioning.flatMap(Partitioning::column);
        boolean ours = catalog.memory(drop.table(), drop.legacy(), drop.boundsName()).isPresent();
        boolean readable = ours && key.isPresent() && catalog.mayRead(drop.legacy());
        long rows = readable ? catalog.rows(drop.legacy(), PartitionDropFacts.MOST + 1) : 0;
        return new PartitionDropFacts(
                catalog.server(),
                table,
                legacy,
                ours,
                catalog.isDetachPending(drop.legacy()),
                rows,
                rows > 0
                        ? "%s to %s"
                                .formatted(
                                        catalog.leastKey(drop.legacy(), key.get()).orElse(""),
                                        catalog.greatestKey(drop.legacy(), key.get()).orElse(""))
                        : "",
                leaves(catalog, drop, table, legacy),
                missingRights(catalog, table));
    }
}
