// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads where partitioned tables stand, and who works on them. */
public final class StatusReader {

    private final Connection connection;

    private StatusReader(Connection connection) {
        this.connection = connection;
    }

    /** A question to the catalog. */
    public interface Question<T> {
        T ask(StatusReader status) throws SQLException;
    }

    /**
     * Asks in one snapshot and leaves the session as it was.
     *
     * @throws SQLException what PostgreSQL says
     */
    public static <T> T ask(Connection connection, Question<T> question) throws SQLException {
        return ReadOnly.in(connection, () -> question.ask(new StatusReader(connection)));
    }

    /**
     * The same, but empty where somebody has locked what was asked for.
     *
     * @throws SQLException what else PostgreSQL says
     */
    public static <T> Optional<T> unlessLocked(Connection connection, Question<T> question)
            throws SQLException {
        return ReadOnly.once(connection, () -> question.ask(new StatusReader(connection)));
    }

    /** Every table that is partitioned, or being copied to become so; without its partitions. */
    public List<PartitionedTable> tables() throws SQLException {
        return Rows.list(
                connection,
                StatusQueries.TABLES,
                row ->
                        new PartitionedTable(
                                row.number("oid"),
                                row.name("schema", "relation"),
                                row.optional("key"),
                                row.optional("key_column").map(Identifier::new),
                                row.optional("key_type"),
                                List.of()));
    }

    /**
     * The same table with its partitions, their rows as PostgreSQL last estimated them.
     *
     * @param measured whether sizes are read from the files, not estimated too
     */
    public PartitionedTable withPartitions(PartitionedTable table, boolean measured)
            throws SQLException {
        return table.with(
                Rows.list(
                        connection,
                        StatusQueries.PARTITIONS,
                        StatusReader::partition,
                        table.keyType().orElse(null),
                        table.oid(),
                        measured));
    }

    private static PartitionStatus partition(Rows.Row row) throws SQLException {
        long rows = row.number("rows");
        boolean leaf = row.is("leaf");
        return new PartitionStatus(
                row.name("schema", "relation"),
                row.name("parent_schema", "parent"),
                leaf,
                row.text("bound"),
                leaf && rows >= 0 ? OptionalLong.of(rows) : OptionalLong.empty(),
                false,
                row.number("bytes"),
                row.number("index_bytes"),
                number(row, "lower"),
                number(row, "upper"),
                row.is("legacy"),
                row.is("detaching"));
    }

    /** PostgreSQL's numeric has infinities, Java's has not. */
    private static Optional<BigDecimal> number(Rows.Row row, String column) throws SQLException {
        return row.optional(column).filter(text -> !text.contains("Inf")).map(BigDecimal::new);
    }

    /** Of the ranges that are staged: their rows as last estimated, and what their files are. */
    public Map<Identifier, Extent> extents(QualifiedName table, StageState stage)
            throws SQLException {
        String[] names =
                stage.ranges().stream().map(range -> range.name().value()).toArray(String[]::new);
        Map<Identifier, Extent> extents = new HashMap<>();
        Rows.list(
                        connection,
                        StatusQueries.EXTENTS,
                        row -> Map.entry(row.identifier("name"), extent(row)),
                        table.schema().value(),
                        connection.createArrayOf("text", names))
                .forEach(entry -> extents.put(entry.getKey(), entry.getValue()));
        return extents;
    }

    private static Extent extent(Rows.Row row) throws SQLException {
        long rows = row.number("rows");
        return new Extent(Math.max(0, rows), row.number("heap"), row.number("indexes"), rows >= 0);
    }

    /** The same table, with the rows of its partitions counted one by one. */
    public PartitionedTable counted(PartitionedTable table) throws SQLException {
        List<PartitionStatus> counted = new ArrayList<>();
        for (PartitionStatus partition : table.partitions()) {
            counted.add(partition.leaf() ? partition.counted(count(partition.name())) : partition);
        }
        return table.with(counted);
    }

    private long count(QualifiedName leaf) throws SQLException {
        Sql query = Sql.of("SELECT pg_catalog.count(*) AS n FROM ONLY %s", leaf);
        return Rows.first(connection, query.sql(), row -> row.number("n")).orElseThrow();
    }

    /** The same table, where an estimate is zero or missing with what a look at the rows says. */
    public PartitionedTable probed(PartitionedTable table) throws SQLException {
        List<PartitionStatus> probed = new ArrayList<>();
        for (PartitionStatus partition : table.partitions()) {
            boolean doubtful = partition.leaf() && partition.rows().orElse(0) == 0;
            probed.add(doubtful ? probed(partition) : partition);
        }
        return table.with(probed);
    }

    private PartitionStatus probed(PartitionStatus partition) throws SQLException {
        if (!Rows.is(connection, CatalogQueries.MAY_READ, partition.name())) {
            return partition;
        }
        Sql query = Sql.of("SELECT EXISTS (SELECT FROM ONLY %s) AS it", partition.name());
        boolean any = Rows.first(connection, query.sql(), row -> row.is("it")).orElseThrow();
        return any ? partition.unknown() : partition.counted(0);
    }

    /** As {@link CatalogReader#greatestKey}. */
    public Optional<String> greatestKey(QualifiedName leaf, Identifier key) throws SQLException {
        Sql query =
                Sql.of(
                        "SELECT %s::pg_catalog.text AS key FROM ONLY %s ORDER BY %s DESC LIMIT 1",
                        key, leaf, key);
        return Rows.first(connection, query.sql(), row -> row.text("key"));
    }

    /** What changes are logged for, and where; empty when nothing is under way. */
    public Optional<ChangeLog> log(PartitionedTable table) throws SQLException {
        return Rows.first(
                connection,
                StatusQueries.LOG,
                row ->
                        new ChangeLog(
                                row.name("schema", "source"),
                                row.name("schema", "log"),
                                row.is("staged"),
                                row.is("readable")),
                table.oid(),
                table.oid(),
                table.oid());
    }

    /** Who works on the table now, the first session and those that help it. */
    public List<Operation> operations(QualifiedName table) throws SQLException {
        return new OperationReader(connection).operations(table);
    }

    /** Who has stopped the work on the table. */
    public Optional<Operation.Activity> pausedBy(QualifiedName table) throws SQLException {
        return new OperationReader(connection).pausedBy(table);
    }
}
