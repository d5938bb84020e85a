// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Reads some pages from the middle of a table, one after the other, to see how fast that is: 16 MB
 * at most, for 200 ms at most. Its end is what the application has just written, and is in memory.
 */
final class PageReader {

    private static final long MOST_PAGES = 2048;
    private static final double BUDGET_SECONDS = 0.2;
    private static final double ENOUGH_SECONDS = 0.06;
    private static final String CANCELED = "57014";

    /** So that it is a scan of these pages, whatever the statistics say. */
    private static final List<String> SETTINGS =
            List.of(
                    "enable_seqscan = off",
                    "enable_indexscan = off",
                    "enable_indexonlyscan = off",
                    "enable_bitmapscan = off",
                    "max_parallel_workers_per_gather = 0");

    private static final String PAGES =
            """
      SELECT pg_relation_size(c.oid) / current_setting('block_size')::bigint AS pages, current_setting('block_size')::bigint AS page
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'm')""";

    private final Connection connection;
    private final QualifiedName table;
    private long read;
    private double seconds;

    PageReader(Connection connection, QualifiedName table) {
        this.connection = connection;
        this.table = table;
    }

    /** Empty for a table without pages, and where not even the first were read in time. */
    Optional<ReadRate> rate() throws SQLException {
        record File(long pages, long page) {}
        Optional<File> file =
                Rows.first(
                        connection,
                        PAGES,
                        row -> new File(row.number("pages"), row.number("page")),
                        table.schema().value(),
                        table.name().value());
        if (file.isEmpty() || file.get().pages() == 0) {
            return Optional.empty();
        }
        for (String setting : SETTINGS) {
            set(setting);
        }
        long pages = file.get().pages();
        read(Math.max(0, (pages - MOST_PAGES) / 2), Math.min(pages, MOST_PAGES));
        return read == 0
                ? Optional.empty()
                : Optional.of(new ReadRate(read * file.get().page(), seconds));
    }

    private void read(long first, long most) throws SQLException {
        long chunk = 64;
        try {
            while (read < most && seconds < ENOUGH_SECONDS) {
                long next = Math.min(chunk, most - read);
                set("statement_timeout = " + millisLeft());
                seconds += seconds(first + read, first + read + next);
                read += next;
                chunk *= 2;
            }
        } catch (SQLException e) {
            if (!CANCELED.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private long millisLeft() {
        return Math.max(1, Math.round((BUDGET_SECONDS - seconds) * 1000));
    }

    /** By the server's own clock: what the network takes is no part of it. */
    private double seconds(long from, long to) throws SQLException {
        Sql query =
                Sql.of(
                        "SELECT (extract(epoch FROM clock_timestamp() - statement_timestamp()) + 0 * n)::text AS seconds FROM (SELECT count(*) AS n FROM ONLY %s WHERE ctid >= %s AND ctid < %s OFFSET 0) AS pages",
                        table, place(from), place(to));
        String text = Rows.first(connection, query.sql(), row -> row.text("seconds")).orElseThrow();
        return Math.max(1e-6, Double.parseDouble(text));
    }

    private static Sql place(long page) {
        return Sql.verbatim("'(%d,0)'::tid".formatted(page));
    }

    private void set(String setting) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL " + setting);
        }
    }
}
