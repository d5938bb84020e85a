// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads every row of a table, and looks for what is not as it should be. */
public final class ContentReader {

    private final Connection connection;

    private ContentReader(Connection connection) {
        this.connection = connection;
    }

    /** A plain table, as one without partitions; by its name with or without the schema. */
    public static List<PartitionedTable> plainTables(Connection connection, String name)
            throws SQLException {
        return ReadOnly.in(
                connection,
                () ->
                        Rows.list(
                                connection,
                                VerifyQueries.PLAIN_TABLE,
                                row ->
                                        new PartitionedTable(
                                                row.number("oid"),
                                                row.name("schema", "relation"),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                List.of()),
                                name));
    }

    /**
     * The rows of each leaf, or of a plain table, in one snapshot. Whoever wants to lock one of
     * them exclusively waits meanwhile.
     *
     * @param table with its partitions
     */
    public static List<Content> contents(Connection connection, PartitionedTable table)
            throws SQLException {
        ContentReader reader = new ContentReader(connection);
        return ReadOnly.in(connection, () -> reader.read(table));
    }

    private List<Content> read(PartitionedTable table) throws SQLException {
        // first of all, so that nothing has to be waited for once the snapshot is taken
        execute(Sql.of("LOCK TABLE %s IN ACCESS SHARE MODE", table.name()).text());
        execute(VerifyQueries.SETTINGS);
        List<Identifier> columns =
                Rows.list(
                        connection,
                        VerifyQueries.COLUMNS,
                        row -> row.identifier("name"),
                        table.oid());
        List<Content> contents = new ArrayList<>();
        for (QualifiedName leaf : leaves(table)) {
            contents.add(content(leaf, Sql.join(", ", columns)));
        }
        return contents;
    }

    private static List<QualifiedName> leaves(PartitionedTable table) {
        return table.key().isEmpty()
                ? List.of(table.name())
                : table.leaves().stream().map(PartitionStatus::name).toList();
    }

    private Content content(QualifiedName leaf, Sql columns) throws SQLException {
        Optional<String> constraint =
                Rows.first(
                                connection,
                                VerifyQueries.CONSTRAINT,
                                row -> row.optional("text"),
                                leaf.schema().value(),
                                leaf.name().value())
                        .orElseThrow();
        Sql query =
                Sql.of(
                        VerifyQueries.CONTENT,
                        columns,
                        Sql.verbatim(constraint.orElse("true")),
                        leaf);
        return Rows.first(
                        connection,
                        query.sql(),
                        row ->
                                new Content(
                                        leaf,
                                        row.number("rows"),
                                        new BigDecimal(row.text("hash"))
                                                .toBigIntegerExact()
                                                .mod(Content.MODULUS),
                                        row.number("outside")))
                .orElseThrow();
    }

    /** What is wrong in the catalog. */
    public static List<Defect> defects(Connection connection, PartitionedTable table)
            throws SQLException {
        return ReadOnly.in(
                connection,
                () ->
                        Rows.list(
                                connection,
                                VerifyQueries.DEFECTS,
                                row ->
                                        new Defect(
                                                Defect.Kind.valueOf(row.text("kind")),
                                                row.name("schema", "relation"),
                                                row.name("other_schema", "other")),
                                table.oid(),
                                table.oid()));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
