// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The only reader of {@code pg_catalog}. Everything it prints is printed with an empty search path,
 * in UTC and in ISO style, whatever the session has set.
 */
public final class CatalogReader {

    private final Connection connection;
    private final Map<QualifiedName, Optional<Long>> oids = new HashMap<>();

    private CatalogReader(Connection connection) {
        this.connection = connection;
    }

    /** A question to the catalog. */
    public interface Question<T> {
        T ask(CatalogReader catalog) throws SQLException;
    }

    /**
     * Asks in one snapshot and leaves the session as it was.
     *
     * @throws SQLException what PostgreSQL says
     */
    public static <T> T ask(Connection connection, Question<T> question) throws SQLException {
        return ReadOnly.in(connection, () -> question.ask(new CatalogReader(connection)));
    }

    public Server server() throws SQLException {
        return Rows.first(
                        connection,
                        CatalogQueries.SERVER,
                        row ->
                                new Server(
                                        (int) row.number("version"),
                                        row.text("version_text"),
                                        row.identifier("role"),
                                        row.is("superuser"),
                                        row.rows().getTimestamp("now").toInstant(),
                                        (int) row.number("deadlock_timeout"),
                                        row.is("reads_all_stats"),
                                        row.text("build_memory"),
                                        (int) row.number("build_workers")))
                .orElseThrow();
    }

    /**
     * The first schema of the search path that exists, which is where PostgreSQL would create a
     * table.
     */
    public Optional<Identifier> currentSchema() throws SQLException {
        return Rows.first(
                        connection,
                        "SELECT pg_catalog.current_schema() AS name",
                        row -> row.optional("name"))
                .orElseThrow()
                .map(Identifier::new);
    }

    /**
     * Reads a table whole; empty when no relation has that name.
     *
     * @param own names of our own helper constraints and indexes, left out of the description
     */
    public Optional<Table> table(QualifiedName name, Collection<Identifier> own)
            throws SQLException {
        Optional<Long> oid = oid(name);
        if (oid.isEmpty()) {
            return Optional.empty();
        }
        TableParts parts = new TableParts(connection, oid.get());
        return parts.table(name, Optional.of(parts.whole(own)));
    }

    /** The same without what {@link Table.Whole} tells. */
    public Optional<Table> table(QualifiedName name) throws SQLException {
        Optional<Long> oid = oid(name);
        return oid.isPresent()
                ? new TableParts(connection, oid.get()).table(name, Optional.empty())
                : Optional.empty();
    }

    public boolean exists(QualifiedName table) throws SQLException {
        return oid(table).isPresent();
    }

    public boolean isPartitioned(QualifiedName table) throws SQLException {
        return is(CatalogQueries.IS_PARTITIONED, table);
    }

    /** In one snapshot it stays what it is. */
    private Optional<Long> oid(QualifiedName name) throws SQLException {
        Optional<Long> oid = oids.get(name);
        if (oid == null) {
            oid =
                    Rows.first(
                            connection,
                            CatalogQueries.OID,
                            row -> row.number("oid"),
                            name.schema().value(),
                            name.name().value());
            oids.put(name, oid);
        }
        return oid;
    }

    /**
     * The greatest key among the table's own rows, as PostgreSQL prints it; empty for a table
     * without keys. One index probe when an index leads with the key, else one scan.
     */
    public Optional<String> greatestKey(QualifiedName table, Identifier key) throws SQLException {
        Sql sql =
                Sql.of(
                        "SELECT %s::pg_catalog.text AS key FROM ONLY %s WHERE %s IS NOT NULL ORDER BY %s DESC LIMIT 1",
                        key, table, key, key);
        return Rows.first(connection, sql.sql(), row -> row.text("key"));
    }

    /** The least key, as {@link #greatestKey}. */
    public Optional<String> leastKey(QualifiedName table, Identifier key) throws SQLException {
        Sql sql =
                Sql.of(
                        "SELECT %s::pg_catalog.text AS key FROM ONLY %s WHERE %s IS NOT NULL ORDER BY %s LIMIT 1",
                        key, table, key, key);
        return Rows.first(connection, sql.sql(), row -> row.text("key"));
    }

    /** Answers questions about the values of a column; empty when there is no such column. */
    public Optional<KeyValues> keyValues(QualifiedName table, Identifier column)
            throws SQLException {
        return KeyValues.of(connection, table, column);
    }

    /** All partitions below a table, the upper ones first. */
    public List<PartitionNode> partitionTree(QualifiedName table) throws SQLException {
        return Rows.list(
                connection,
                CatalogQueries.PARTITION_TREE,
                row ->
                        new PartitionNode(
                                row.name("schema", "relation"),
                                row.name("parent_schema", "parent"),
                                row.is("leaf")),
                table.schema().value(),
                table.name().value());
    }

    /** The structure of a table, see {@link Fingerprint#STRUCTURE}. */
    public Optional<String> structure(QualifiedName table) throws SQLException {
        Optional<Long> oid = oid(table);
        return oid.isPresent()
                ? Rows.first(
                        connection, Fingerprint.STRUCTURE, row -> row.text("structure"), oid.get())
                : Optional.empty();
    }

    /** Whether the table or a partition of it has a foreign key that is not validated. */
    public boolean hasUnprovedKeys(QualifiedName table) throws SQLException {
        return is(CatalogQueries.UNPROVED_KEYS, table);
    }

    /** Whether a partition of the table has a foreign key. */
    public boolean hasKeysBelow(QualifiedName table) throws SQLException {
        return is(CatalogQueries.KEYS_BELOW, table);
    }

    private boolean is(String question, QualifiedName table) throws SQLException {
        Optional<Long> oid = oid(table);
        return oid.isPresent()
                && Rows.first(connection, question, row -> row.is("it"), oid.get()).orElse(false);
    }

    /** How far a copy is; empty when none is under way. */
    public Optional<CopyState> copyState(
            QualifiedName table, QualifiedName log, QualifiedName pages) throws SQLException {
        return CopyStateReader.read(connection, table, log, pages);
    }

    /** How far a staged move is; empty when none is under way. */
    public Optional<StageState> stageState(QualifiedName log, QualifiedName ranges)
            throws SQLException {
        return StageStateReader.read(connection, log, ranges);
    }

    /**
     * How many rows the table itself has with a key from one value to another, counted up to the
     * limit.
     *
     * @param condition on the key
     */
    public long rowsWhere(QualifiedName table, Sql condition, int limit) throws SQLException {
        Sql query =
                Sql.of(
                        "SELECT count(*) AS n FROM (SELECT FROM ONLY %s WHERE %s LIMIT %s) AS counted",
                        table, condition, Sql.verbatim(Integer.toString(limit)));
        return Rows.first(connection, query.sql(), row -> row.number("n")).orElseThrow();
    }

    /** How many rows have no key. */
    public long nullKeys(QualifiedName table, Identifier key) throws SQLException {
        Sql sql =
                Sql.of("SELECT pg_catalog.count(*) AS n FROM ONLY %s WHERE %s IS NULL", table, key);
        return Rows.first(connection, sql.sql(), row -> row.number("n")).orElseThrow();
    }

    /** The names that relations and types of the schema have. */
    public Set<Identifier> relationNames(Identifier schema) throws SQLException {
        return new LinkedHashSet<>(
                Rows.list(
                        connection,
                        CatalogQueries.RELATION_NAMES,
                        row -> row.identifier("name"),
                        schema.value(),
                        schema.value()));
    }

    /**
     * For each index of a partition that belongs to one of the parent: its name and the parent's.
     */
    public Map<Identifier, Identifier> indexParents(QualifiedName partition) throws SQLException {
        Map<Identifier, Identifier> parents = new LinkedHashMap<>();
        Rows.list(
                connection,
                CatalogQueries.INDEX_PARENTS,
                row -> parents.put(row.identifier("child"), row.identifier("parent")),
                partition.schema().value(),
                partition.name().value());
        return parents;
    }

    /** The body of the bounds function; empty when there is none, or one that we did not write. */
    public Optional<String> functionBody(QualifiedName function) throws SQLException {
        return Rows.first(
                connection,
                CatalogQueries.FUNCTION_BODY,
                row -> row.text("body"),
                function.schema().value(),
                function.name().value());
    }

    /** What the table was before its conversion, see {@link Memory}. */
    public Optional<Memory> memory(QualifiedName table, QualifiedName legacy, Identifier check)
            throws SQLException {
        return Rows.first(
                connection,
                CatalogQueries.MEMORY,
                row ->
                        new Memory(
                                row.is("new_primary_key"),
                                row.identifiers("primary_key"),
                                row.is("nullable"),
                                KeyMemoryReader.read(connection, row.optional("keys"), table)),
                legacy.schema().value(),
                legacy.name().value(),
                check.value());
    }

    /** The unique indexes of a table that are no primary key, see {@link UniqueKey}. */
    public List<UniqueKey> uniqueKeys(QualifiedName table, List<Identifier> partitionColumns)
            throws SQLException {
        Optional<Long> oid = oid(table);
        return oid.isPresent()
                ? UniqueKeyReader.of(connection, oid.get(), partitionColumns)
                : List.of();
    }

    /** The type of a column; empty when there is none. */
    public Optional<String> columnType(QualifiedName table, Identifier column) throws SQLException {
        return IncomingKeys.type(connection, table, column);
    }

    /** The same, but for what concerns its keys. */
    public List<Circumstance> circumstances(QualifiedName table) throws SQLException {
        Optional<Long> oid = oid(table);
        return oid.isPresent() ? CircumstanceReader.of(connection, oid.get()) : List.of();
    }

    /** What stands around a table, see {@link Circumstance}. */
    public List<Circumstance> circumstances(QualifiedName table, Identifier partitionColumn)
            throws SQLException {
        Optional<Long> oid = oid(table);
        return oid.isPresent()
                ? CircumstanceReader.of(connection, oid.get(), table, partitionColumn)
                : List.of();
    }

    /** The rights the session lacks to make the foreign keys of other tables anew. */
    public List<String> missingRightsOfOthers(QualifiedName table) throws SQLException {
        Optional<Long> oid = oid(table);
        return oid.isPresent() ? IncomingKeys.missingRights(connection, oid.get()) : List.of();
    }

    /** What partitions of the table are to hold while rows move, see {@link MoveNote}. */
    public Map<QualifiedName, MoveNote> moveNotes(QualifiedName table) throws SQLException {
        Map<QualifiedName, MoveNote> notes = new LinkedHashMap<>();
        Rows.list(
                connection,
                CatalogQueries.MOVE_NOTES,
                row ->
                        notes.put(
                                row.name("schema", "relation"),
                                new MoveNote(
                                        row.text("lower"), row.text("upper"), row.is("vacuumed"))),
                table.schema().value(),
                table.name().value());
        return notes;
    }

    /** The values of a column that many rows have, as the statistics know them, commonest first. */
    public List<CommonKey> commonKeys(QualifiedName table, Identifier column) throws SQLException {
        return Rows.list(
                connection,
                CatalogQueries.COMMON_KEYS,
                row ->
                        new CommonKey(
                                row.optional("value"), row.number("rows"), row.number("width")),
                table.schema().value(),
                table.name().value(),
                column.value());
    }

    /** The tables of the schema that have a whole index which leads with such a column. */
    public Set<Identifier> indexed(Identifier schema, Identifier column) throws SQLException {
        return new LinkedHashSet<>(
                Rows.list(
                        connection,
                        CatalogQueries.INDEXED,
                        row -> row.identifier("name"),
                        schema.value(),
                        column.value()));
    }

    /** The triggers, rules and row security of a partition's own, each as a phrase. */
    public List<String> ownReactions(QualifiedName partition) throws SQLException {
        return Rows.list(
                connection,
                CatalogQueries.OWN_REACTIONS,
                row -> row.text("what"),
                partition.schema().value(),
                partition.name().value());
    }

    /**
     * Keys, at most ten, that stand in more than one row when the partitions after legacy are
     * counted in. Rows within legacy are not compared with each other: that takes a unique index.
     */
    public List<String> doubled(
            QualifiedName table,
            Partitioning.Partition legacy,
            Identifier partitionColumn,
            List<Identifier> key)
            throws SQLException {
        Sql columns = Sql.join(", ", key);
        Sql same = Sql.join(" AND ", key.stream().map(c -> Sql.of("l.%s = n.%s", c, c)).toList());
        Sql query =
                Sql.of(
                        """
                        SELECT format('(%%s)', concat_ws(', ', %s)) AS key FROM (
                          SELECT %s FROM %s AS n WHERE %s >= %s AND EXISTS (SELECT FROM ONLY %s AS l WHERE %s)
                          UNION
                          SELECT %s FROM %s WHERE %s >= %s GROUP BY %s HAVING count(*) > 1
                        ) AS doubled ORDER BY %s LIMIT 10""",
                        columns,
                        columns,
                        table,
                        partitionColumn,
                        legacy.upper(),
                        legacy.name(),
                        same,
                        columns,
                        table,
                        partitionColumn,
                        legacy.upper(),
                        columns,
                        columns);
        return Rows.list(connection, query.sql(), row -> row.text("key"));
    }

    /** The same for a unique key that the table had. */
    public List<String> doubled(
            QualifiedName table,
            Partitioning.Partition legacy,
            Identifier partitionColumn,
            UniqueKey key)
            throws SQLException {
        return DoubledKeys.of(connection, table, legacy, partitionColumn, key);
    }

    /** How many rows stand in the partitions but legacy, counted up to the limit. */
    public long rowsOutside(
            QualifiedName table, Partitioning.Partition legacy, Identifier key, int limit)
            throws SQLException {
        Sql before =
                legacy.isFirst() ? Sql.verbatim("") : Sql.of(" OR %s < %s", key, legacy.lower());
        Sql query =
                Sql.of(
                        "SELECT count(*) AS n FROM (SELECT FROM %s WHERE %s >= %s%s LIMIT %s) AS outside",
                        table, key, legacy.upper(), before, Sql.verbatim(Integer.toString(limit)));
        return Rows.first(connection, query.sql(), row -> row.number("n")).orElseThrow();
    }

    /** How many rows the table itself has, counted up to the limit. */
    public long rows(QualifiedName table, int limit) throws SQLException {
        Sql query =
                Sql.of(
                        "SELECT count(*) AS n FROM (SELECT FROM ONLY %s LIMIT %s) AS counted",
                        table, Sql.verbatim(Integer.toString(limit)));
        return Rows.first(connection, query.sql(), row -> row.number("n")).orElseThrow();
    }

    /** Whether what changes in the table is logged. */
    public boolean isWatched(QualifiedName table) throws SQLException {
        return Rows.is(connection, CatalogQueries.WATCHED, table);
    }

    /** Whether a concurrent DETACH of the partition was begun and has not ended. */
    public boolean isDetachPending(QualifiedName partition) throws SQLException {
        return Rows.is(connection, CatalogQueries.DETACH_PENDING, partition);
    }

    /** Whether the session can read every row of the table. */
    public boolean mayRead(QualifiedName table) throws SQLException {
        return Rows.is(connection, CatalogQueries.MAY_READ, table);
    }

    /** The rights the session lacks to convert the table, each as a phrase. */
    public List<String> missingRights(Table table) throws SQLException {
        return Rights.missing(connection, table);
    }

    /** Whether another extension owns the way the table is stored. */
    public Optional<String> distribution(QualifiedName table) throws SQLException {
        return Distribution.of(connection, table);
    }
}
