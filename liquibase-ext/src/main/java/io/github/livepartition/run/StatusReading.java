// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.ChangeLog;
import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.Extent;
import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.catalog.StatusReader;
import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.Staged;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** From a connection to where its tables stand; reads, changes nothing. */
public final class StatusReading {

    private final Connection connection;
    private final boolean exact;

    private StatusReading(Connection connection, boolean exact) {
        this.connection = connection;
        this.exact = exact;
    }

    /** Every table that is partitioned, or being copied to become so. */
    public static List<PartitionedTable> tables(Connection connection) throws SQLException {
        return StatusReader.ask(connection, StatusReader::tables);
    }

    /**
     * @param exact whether rows are counted, all in one snapshot, instead of estimated
     */
    public static TableStatus read(Connection connection, PartitionedTable table, boolean exact)
            throws SQLException {
        return new StatusReading(connection, exact).read(table);
    }

    private TableStatus read(PartitionedTable found) throws SQLException {
        PartitionedTable table = exact ? counted(found) : estimated(found);
        Instant now = CatalogReader.ask(connection, CatalogReader::server).now();
        Optional<ChangeLog> log = StatusReader.ask(connection, status -> status.log(table));
        return new TableStatus(
                table,
                Runway.of(table, now, greatestKey(table)),
                log.isPresent()
                        ? Optional.of(unfinished(table.name(), log.get()))
                        : Optional.empty(),
                StatusReader.ask(connection, status -> status.operations(table.name())),
                StatusReader.ask(connection, status -> status.pausedBy(table.name())));
    }

    private PartitionedTable counted(PartitionedTable table) throws SQLException {
        return StatusReader.ask(
                connection, status -> status.counted(status.withPartitions(table, true)));
    }

    /** Whoever has locked a partition is what is looked for: that must not stop us. */
    private PartitionedTable estimated(PartitionedTable table) throws SQLException {
        Optional<PartitionedTable> measured =
                StatusReader.unlessLocked(
                        connection, status -> status.probed(status.withPartitions(table, true)));
        return measured.isPresent()
                ? measured.get()
                : StatusReader.ask(connection, status -> status.withPartitions(table, false));
    }

    private TableStatus.Unfinished unfinished(QualifiedName table, ChangeLog log)
            throws SQLException {
        if (!log.readable()) {
            return unfinished(log, Optional.empty(), Optional.empty(), Map.of());
        }
        QualifiedName pages = Conversion.pagesName(table);
        Optional<CopyState> copy =
                log.staged()
                        ? Optional.empty()
                        : CatalogReader.ask(connection, c -> c.copyState(table, log.name(), pages));
        Optional<Staged> staged = staged(table, log);
        Optional<StageState> stage =
                staged.isEmpty()
                        ? Optional.empty()
                        : CatalogReader.ask(
                                connection, c -> c.stageState(log.name(), staged.get().ranges()));
        Optional<Map<Identifier, Extent>> extents =
                stage.isEmpty()
                        ? Optional.empty()
                        : StatusReader.unlessLocked(connection, s -> s.extents(table, stage.get()));
        return unfinished(log, copy, stage, extents.orElse(Map.of()));
    }

    private static TableStatus.Unfinished unfinished(
            ChangeLog log,
            Optional<CopyState> copy,
            Optional<StageState> stage,
            Map<Identifier, Extent> extents) {
        return new TableStatus.Unfinished(
                log.source(), log.name(), log.staged(), copy, stage, extents);
    }

    /** After the switch it is the partitions whose changes are logged, and not the old heap's. */
    private static Optional<Staged> staged(QualifiedName table, ChangeLog log) {
        return Stream.of(log.source(), table.withName(Conversion.defaultLegacyName(table.name())))
                .map(legacy -> new Staged(table, legacy))
                .filter(staged -> log.staged() && staged.log().equals(log.name()))
                .findFirst();
    }

    /** Of an integer key, from the last partition that has rows, where an index leads with it. */
    private Optional<BigDecimal> greatestKey(PartitionedTable table) throws SQLException {
        if (!Runway.hasIntegerKey(table)) {
            return Optional.empty();
        }
        Identifier column = table.column().orElseThrow();
        List<PartitionStatus> children = table.children();
        for (int i = children.size() - 1; i >= 0; i--) {
            Optional<String> key = greatestKey(children.get(i), column);
            if (key.isPresent()) {
                return key.map(BigDecimal::new);
            }
        }
        return Optional.empty();
    }

    private Optional<String> greatestKey(PartitionStatus partition, Identifier column)
            throws SQLException {
        QualifiedName name = partition.name();
        boolean cheap =
                CatalogReader.ask(
                        connection,
                        catalog ->
                                partition.leaf()
                                        && !partition.isDefault()
                                        && catalog.mayRead(name)
                                        && catalog.indexed(name.schema(), column)
                                                .contains(name.name()));
        return cheap
                ? StatusReader.unlessLocked(connection, s -> s.greatestKey(name, column))
                        .flatMap(key -> key)
                : Optional.empty();
    }
}
