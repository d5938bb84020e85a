// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The table against the accounts: row by row where the application wrote, by count and hash where
 * it did not.
 */
public record Balance(
        long expected, long found, Map<Difference.Sort, Long> differences, List<String> details) {
    private static final int DETAILS = 20;

    private static final String REST =
            """
            SELECT count(*), count(DISTINCT id),
                   coalesce(sum(hashtextextended(concat_ws('|', id, customer_id,
                       created_at AT TIME ZONE 'UTC', status, amount, revision, note), 0)::numeric), 0)
            FROM app.orders WHERE customer_id <= ?""";

    /** Rows that nobody writes. */
    record Rest(long rows, long ids, BigDecimal hash) {}

    static Rest rest(Session session, long lastCustomer) throws SQLException {
        try (var row = session.prepare(REST, lastCustomer).executeQuery()) {
            row.next();
            return new Rest(row.getLong(1), row.getLong(2), row.getBigDecimal(3));
        }
    }

    public boolean isExact() {
        return differences.isEmpty() && expected == found;
    }

    public long count(Difference.Sort sort) {
        return differences.getOrDefault(sort, 0L);
    }

    static Balance of(Session session, long lastCustomer, Rest rest, Map<Long, Order> accounts)
            throws SQLException {
        var all = new ArrayList<Difference>();
        session.execute("SET enable_indexscan = off; SET enable_bitmapscan = off");
        var sql =
                "SELECT "
                        + Order.COLUMNS
                        + " FROM app.orders WHERE customer_id + 0 > ? ORDER BY id";
        var found = Writer.orders(session.prepare(sql, lastCustomer).executeQuery());
        all.addAll(Account.differences(accounts, found));
        session.execute(
                "RESET enable_indexscan; RESET enable_bitmapscan; SET enable_seqscan = off");
        all.addAll(byId(session, accounts));
        session.execute("RESET enable_seqscan");
        var restNow = rest(session, lastCustomer);
        compare(rest, restNow, all);
        return of(accounts.size() + rest.rows(), found.size() + restNow.rows(), all);
    }

    private static Balance of(long expected, long found, List<Difference> all) {
        var counts = new EnumMap<Difference.Sort, Long>(Difference.Sort.class);
        all.forEach(difference -> counts.merge(difference.sort(), 1L, Long::sum));
        return new Balance(
                expected,
                found,
                counts,
                all.stream().limit(DETAILS).map(Difference::toString).toList());
    }

    /** The same rows through the index, in case it says something else than the heap. */
    private static List<Difference> byId(Session session, Map<Long, Order> accounts)
            throws SQLException {
        var differences = new ArrayList<Difference>();
        var sql =
                """
                SELECT i, (SELECT count(*) FROM app.orders o WHERE o.id = i)
                FROM unnest(?) AS i""";
        var ids = session.connection().createArrayOf("bigint", accounts.keySet().toArray());
        try (var rows = session.prepare(sql, ids).executeQuery()) {
            while (rows.next()) {
                long count = rows.getLong(2);
                if (count != 1) {
                    differences.add(
                            new Difference(
                                    count == 0 ? Difference.Sort.MISSING : Difference.Sort.DOUBLE,
                                    rows.getLong(1),
                                    "%d times through the index".formatted(count)));
                }
            }
        }
        return differences;
    }

    private static void compare(Rest before, Rest now, List<Difference> all) {
        if (!before.equals(now)) {
            var sort =
                    now.ids() < before.ids()
                            ? Difference.Sort.MISSING
                            : now.rows() > now.ids()
                                    ? Difference.Sort.DOUBLE
                                    : Difference.Sort.CHANGED;
            all.add(
                    new Difference(
                            sort, -1, "rows nobody writes: %s, now %s".formatted(before, now)));
        }
    }
}
