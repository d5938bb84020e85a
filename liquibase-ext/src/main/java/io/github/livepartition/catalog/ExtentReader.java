// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how big tables and parts of them are, and how fast; never much of them. */
public final class ExtentReader {

    private static final Pattern ROWS = Pattern.compile("\"Plan Rows\": (\\d+)");

    /** The tree's leaves; a table that is not partitioned is its own. */
    private static final String SIZES =
            """
      SELECT sum(pg_table_size(c.oid))::bigint AS heap, sum(pg_indexes_size(c.oid))::bigint AS indexes, bool_or(c.reltuples >= 0) AS analyzed
      FROM pg_class AS r JOIN pg_namespace AS n ON n.oid = r.relnamespace,
        LATERAL %s AS t JOIN pg_class AS c ON c.oid = t.relid
      WHERE n.nspname = ? AND r.relname = ? AND t.isleaf
      GROUP BY r.oid"""
                    .formatted(PartitionTree.text("r.oid"));

    private final Connection connection;

    private ExtentReader(Connection connection) {
        this.connection = connection;
    }

    /** A question about sizes. */
    public interface Question<T> {
        T ask(ExtentReader extents) throws SQLException;
    }

    /**
     * Asks in one snapshot and leaves the session as it was; empty where somebody has locked what
     * was asked for.
     *
     * @throws SQLException what else PostgreSQL says
     */
    public static <T> Optional<T> ask(Connection connection, Question<T> question)
            throws SQLException {
        return ReadOnly.once(connection, () -> question.ask(new ExtentReader(connection)));
    }

    /**
     * Empty for a table that is not there, or that the session may not read.
     *
     * @param rows a condition; all of them if it is empty
     */
    public Optional<Extent> of(QualifiedName table, Optional<Sql> rows) throws SQLException {
        if (!mayRead(table)) {
            return Optional.empty();
        }
        long all = planned(Sql.of("SELECT FROM %s", table));
        long some =
                rows.isEmpty()
                        ? all
                        : planned(Sql.of("SELECT FROM %s WHERE %s", table, rows.get()));
        double share = Math.min(1, (double) some / Math.max(1, all));
        return Rows.first(
                connection,
                SIZES,
                row ->
                        new Extent(
                                some,
                                Math.round(row.number("heap") * share),
                                Math.round(row.number("indexes") * share),
                                row.is("analyzed")),
                table.schema().value(),
                table.name().value());
    }

    /** As {@link PageReader}; empty as well for a table without rows of its own. */
    public Optional<ReadRate> readRate(QualifiedName table) throws SQLException {
        return mayRead(table) ? new PageReader(connection, table).rate() : Optional.empty();
    }

    private boolean mayRead(QualifiedName table) throws SQLException {
        return Rows.is(connection, CatalogQueries.MAY_READ, table);
    }

    private long planned(Sql query) throws SQLException {
        Sql explain = Sql.of("EXPLAIN (FORMAT JSON) %s", query);
        String plan =
                Rows.first(connection, explain.sql(), row -> row.text("QUERY PLAN")).orElseThrow();
        Matcher matcher = ROWS.matcher(plan);
        if (!matcher.find()) {
            throw new IllegalStateException("no rows in " + plan);
        }
        return Long.parseLong(matcher.group(1));
    }
}
