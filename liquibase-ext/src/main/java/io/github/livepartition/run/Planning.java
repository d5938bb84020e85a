// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.Memory;
import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Server;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.plan.Completion;
import io.github.livepartition.plan.CompletionPlanner;
import io.github.livepartition.plan.CompletionReversionPlanner;
import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.ConversionPlanner;
import io.github.livepartition.plan.CopyPlanner;
import io.github.livepartition.plan.CopyReversionPlanner;
import io.github.livepartition.plan.Facts;
import io.github.livepartition.plan.LegacyDrop;
import io.github.livepartition.plan.LegacyDropPlanner;
import io.github.livepartition.plan.Move;
import io.github.livepartition.plan.MoveMode;
import io.github.livepartition.plan.MovePlanner;
import io.github.livepartition.plan.Outside;
import io.github.livepartition.plan.PartitionDrop;
import io.github.livepartition.plan.PartitionDropFacts;
import io.github.livepartition.plan.PartitionDropPlanner;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.ReversionPlanner;
import io.github.livepartition.plan.StageFacts;
import io.github.livepartition.plan.StagePlanner;
import io.github.livepartition.plan.StagedDropPlanner;
import io.github.livepartition.plan.WayBack;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a connection and a request to a plan; reads the catalog, changes nothing. */
public final class Planning {

    /** Up to this size, in bytes, a key without an index is read by a scan. */
    static final long SMALL = 1L << 30;

    private Planning() {}

    public static boolean exists(Connection connection, QualifiedName table) throws SQLException {
        return CatalogReader.ask(connection, catalog -> catalog.exists(table));
    }

    /**
     * What is left to do of a conversion.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan conversion(Connection connection, Conversion conversion)
            throws SQLException {
        return conversion.copies()
                ? CopyPlanner.plan(conversion, CopyReading.facts(connection, conversion))
                : ConversionPlanner.plan(conversion, facts(connection, conversion));
    }

    /**
     * What is left to do to end a conversion by copy.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan legacyDrop(Connection connection, LegacyDrop drop) throws SQLException {
        return LegacyDropPlanner.plan(drop, CopyReading.facts(connection, drop));
    }

    /** Whether the table is partitioned, so that ranges can be moved and dropped. */
    public static boolean isPartitioned(Connection connection, QualifiedName table)
            throws SQLException {
        return CatalogReader.ask(connection, catalog -> catalog.isPartitioned(table));
    }

    /**
     * What is left to do until the old heap is gone.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan partitionDrop(Connection connection, PartitionDrop drop)
            throws SQLException {
        PartitionDropFacts facts = MoveReading.facts(connection, drop);
        StageFacts staged = StageReading.facts(connection, StagedDropPlanner.move(drop));
        return staged.state().isPresent()
                ? StagedDropPlanner.plan(drop, facts, staged)
                : PartitionDropPlanner.plan(drop, facts);
    }

    /** Whether rows of the old heap live nowhere else, or what is staged is not in its place. */
    public static boolean isInUse(Connection connection, PartitionDrop drop) throws SQLException {
        StageFacts staged = StageReading.facts(connection, StagedDropPlanner.move(drop));
        return !drop.detach()
                && (staged.state().isPresent()
                        ? !StagedDropPlanner.isReady(drop, staged)
                        : MoveReading.facts(connection, drop).rows() > 0);
    }

    /** Whether the old heap has rows on both sides of the range. */
    public static boolean isInTheMiddle(Connection connection, Move move) throws SQLException {
        return move.mode() instanceof MoveMode.Slices
                && MovePlanner.isInTheMiddle(move, MoveReading.facts(connection, move));
    }

    /**
     * What is left to do of a move.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan move(Connection connection, Move move) throws SQLException {
        Plan plan = nextMove(connection, move);
        return plan.isEmpty() ? plan : MoveReading.around(connection, plan);
    }

    /**
     * The same without what stands around the table.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan nextMove(Connection connection, Move move) throws SQLException {
        return move.mode() instanceof MoveMode.Stage
                ? StagePlanner.plan(move, StageReading.facts(connection, move))
                : MovePlanner.plan(move, MoveReading.facts(connection, move));
    }

    /**
     * What is left to do to undo a move, also one that ended half-way.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan moveBack(Connection connection, Move move) throws SQLException {
        return move.mode() instanceof MoveMode.Stage
                ? StagePlanner.back(move, StageReading.facts(connection, move))
                : MovePlanner.back(move, MoveReading.facts(connection, move));
    }

    /**
     * The way back of a move to print, also of what has yet to be moved.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan futureMoveBack(Connection connection, Move move) throws SQLException {
        return move.mode() instanceof MoveMode.Stage
                ? StagePlanner.backAhead(move, StageReading.facts(connection, move))
                : MovePlanner.backAhead(move, MoveReading.facts(connection, move));
    }

    /** Whether the old heap is a partition of which nothing is staged. */
    public static boolean isUnstaged(Connection connection, Completion completion)
            throws SQLException {
        StageFacts facts = StageReading.facts(connection, completion);
        return facts.state().isEmpty()
                && facts.move()
                        .table()
                        .flatMap(Table::partitioning)
                        .flatMap(p -> p.partition(completion.staged().legacy()))
                        .isPresent();
    }

    /**
     * What is left to do until the staged ranges are in the place of the old heap.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan completion(Connection connection, Completion completion)
            throws SQLException {
        return CompletionPlanner.plan(completion, StageReading.facts(connection, completion));
    }

    /**
     * What is left to do until the old heap is in their place again.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan completionBack(Connection connection, Completion completion)
            throws SQLException {
        return CompletionReversionPlanner.plan(
                completion, StageReading.facts(connection, completion));
    }

    /**
     * The same to print, also before there is anything to undo.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan futureCompletionBack(Connection connection, Completion completion)
            throws SQLException {
        return CompletionReversionPlanner.planAhead(
                completion, StageReading.facts(connection, completion));
    }

    /**
     * What is left to do to undo a conversion, also one that ended half-way.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan reversion(Connection connection, Conversion conversion) throws SQLException {
        return conversion.copies()
                ? CopyReversionPlanner.plan(conversion, CopyReading.facts(connection, conversion))
                : ReversionPlanner.plan(conversion, reversionFacts(connection, conversion));
    }

    /**
     * The way back to print: as {@link #reversion} for a converted table, and for one that is not
     * converted yet the way back from where the conversion will lead.
     *
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public static Plan futureReversion(Connection connection, Conversion conversion)
            throws SQLException {
        return conversion.copies()
                ? CopyReversionPlanner.planAhead(
                        conversion, CopyReading.facts(connection, conversion))
                : ReversionPlanner.planAhead(conversion, reversionFacts(connection, conversion));
    }

    private static Facts reversionFacts(Connection connection, Conversion conversion)
            throws SQLException {
        return CatalogReader.ask(
                connection,
                catalog -> {
                    Facts facts = facts(catalog, conversion);
                    return facts.with(KeysReading.doubled(catalog, conversion, facts))
                            .with(outside(catalog, conversion, facts));
                });
    }

    static Facts facts(Connection connection, Conversion conversion) throws SQLException {
        return CatalogReader.ask(connection, catalog -> facts(catalog, conversion));
    }

    static Facts facts(CatalogReader catalog, Conversion conversion) throws SQLException {
        Server server = catalog.server();
        if (server.isTooOld()) {
            return Facts.of(server);
        }
        QualifiedName name = conversion.table();
        Optional<Table> table = catalog.table(name, conversion.ownNames());
        boolean plain =
                table.filter(
                                t ->
                                        t.kind() == RelationKind.TABLE
                                                && !conversion.copies()
                                                && t.column(conversion.partitionColumn())
                                                        .isPresent())
                        .isPresent();
        boolean readKeys =
                plain
                        && catalog.mayRead(name)
                        && table.filter(
                                        t ->
                                                t.hasIndexOn(conversion.partitionColumn())
                                                        || t.bytes() <= SMALL)
                                .isPresent();
        QualifiedName bounds = name.withName(conversion.boundsName());
        Optional<Table> legacy = catalog.table(conversion.legacy());
        Optional<Memory> memory =
                catalog.memory(conversion.table(), conversion.legacy(), conversion.boundsName());
        return new Facts(
                server,
                table,
                readKeys
                        ? catalog.greatestKey(name, conversion.partitionColumn())
                        : Optional.empty(),
                readKeys ? catalog.nullKeys(name, conversion.partitionColumn()) : 0,
                readKeys || !plain,
                catalog.relationNames(name.schema()),
                catalog.functionBody(bounds),
                table.isPresent() ? catalog.missingRights(table.get()) : List.of(),
                catalog.distribution(name),
                legacy,
                memory,
                legacy.isPresent() ? catalog.indexParents(conversion.legacy()) : Map.of(),
                KeysReading.of(catalog, conversion, table, memory),
                table.filter(t -> t.kind() == RelationKind.TABLE).isPresent()
                        ? catalog.circumstances(name, conversion.partitionColumn())
                        : List.of(),
                Outside.UNREAD);
    }

    private static Outside outside(CatalogReader catalog, Conversion conversion, Facts facts)
            throws SQLException {
        Optional<Partitioning.Partition> legacy =
                facts.table()
                        .flatMap(Table::partitioning)
                        .flatMap(p -> p.partition(conversion.legacy()));
        if (legacy.isEmpty() || facts.memory().isEmpty() || legacy.get().isLast()) {
            return Outside.UNREAD;
        }
        QualifiedName table = conversion.table();
        Identifier key = conversion.partitionColumn();
        List<QualifiedName> unindexed = new ArrayList<>();
        Optional<Table> fallback = Optional.empty();
        for (Partitioning.Partition partition :
                facts.table().get().partitioning().get().partitions()) {
            Optional<Table> leaf =
                    partition.equals(legacy.get())
                            ? Optional.empty()
                            : catalog.table(partition.name());
            leaf.filter(t -> !t.hasIndexOn(key)).map(Table::name).ifPresent(unindexed::add);
            fallback = partition.isDefault() ? leaf : fallback;
        }
        List<Identifier> oldKey = facts.memory().get().primaryKey();
        return new Outside(
                catalog.rowsOutside(table, legacy.get(), key, WayBack.MOST_ROWS + 1),
                unindexed,
                oldKey.isEmpty() ? List.of() : catalog.doubled(table, legacy.get(), key, oldKey),
                fallback);
    }
}
