// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Adds one to rows that other threads add to at the same time. An update that waits for a row and
 * then misses it is lost, and the row's amount is short of what was committed.
 */
final class Counter extends Worker {
    /** A row that all counters share: how often one was added, at least and at most. */
    static final class Shared {
        private final Order start;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger committed = new AtomicInteger();

        Shared(Order start) {
            this.start = start;
        }

        Order expected() {
            int count = committed.get();
            return new Order(
                    start.id(),
                    start.customer(),
                    start.createdAt(),
                    start.status(),
                    start.amount().add(BigDecimal.valueOf(count)),
                    start.revision() + count);
        }
    }

    private final List<Shared> rows;

    Counter(String name, Shop shop, boolean simple, List<Shared> rows) {
        super(name, shop, simple);
        this.rows = rows;
    }

    @Override
    void step() throws SQLException {
        var row = rows.get(random.nextInt(rows.size()));
        if (random.nextInt(4) == 0) {
            read(row);
        } else {
            countUp(row);
        }
    }

    private void countUp(Shared row) throws SQLException {
        var statement =
                session.prepare(
                        "UPDATE app.orders SET amount = amount + 1 WHERE id = ?", row.start.id());
        row.begun.incrementAndGet();
        int count = session.timed(Kind.COUNT_UP, statement::executeUpdate);
        check(Kind.COUNT_UP, 1, count, "update of shared row %d".formatted(row.start.id()));
        row.committed.incrementAndGet();
        shop.journal.wrote(1);
    }

    private void read(Shared row) throws SQLException {
        var statement =
                session.prepare("SELECT revision FROM app.orders WHERE id = ?", row.start.id());
        int least = row.committed.get() + row.start.revision();
        var found =
                session.timed(
                        Kind.FIND,
                        () -> {
                            try (var result = statement.executeQuery()) {
                                return result.next() ? result.getInt(1) : -1;
                            }
                        });
        int most = row.begun.get() + row.start.revision();
        check(
                Kind.FIND,
                true,
                least <= found && found <= most,
                "shared row %d is at %d, expected %d to %d"
                        .formatted(row.start.id(), found, least, most));
    }

    static Map<Long, Order> expected(List<Shared> rows) {
        var expected = new HashMap<Long, Order>();
        rows.forEach(row -> expected.put(row.start.id(), row.expected()));
        return expected;
    }
}
