// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import io.github.livepartition.sample.application.Account.Draft;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.postgresql.PGConnection;

/** Inserts, updates, moves and deletes its orders, and looks after each write whether it took. */
final class Owner extends Writer {
    private static final int MOST_ROWS = 400;
    private static final int LEAST_ROWS = 20;
    private static final int MERGE_SINCE = 15;
    private static final String VALUES =
            " (id, customer_id, created_at, status, amount) VALUES (?, ?, ?, ?, ?)";

    private final Deque<Long> deleted = new ArrayDeque<>();

    Owner(String name, Shop shop, boolean simple, long customer) {
        super(name, shop, simple, customer);
    }

    @Override
    void step() throws SQLException {
        int dice = random.nextInt(100);
        if (dice < 10) {
            compare();
        } else if (dice < 35) {
            find(account.draft().any(random));
        } else if (dice < 40) {
            findNothing();
        } else {
            transaction(
                    draft -> {
                        if (random.nextInt(5) == 0) {
                            touchCustomer();
                        }
                        for (int i = random.nextInt(3); i >= 0; i--) {
                            write(draft);
                        }
                    });
        }
    }

    /** Takes a lock that a cut-over wants, before those that a cut-over has. */
    private void touchCustomer() throws SQLException {
        writeOne(
                Kind.REFERENCED,
                "UPDATE app.customer SET name = ? WHERE id = ?",
                "customer " + random.nextInt(1000),
                customer);
    }

    private void write(Draft draft) throws SQLException {
        if (draft.size() < LEAST_ROWS) {
            insert(draft);
            return;
        }
        var order = draft.any(random);
        switch (random.nextInt(10)) {
            case 0, 1 -> insert(draft);
            case 2, 3 -> update(draft, order, amount());
            case 4 -> shift(draft, order, shop.anyMoment(random));
            case 5 -> delete(draft, order);
            case 6 -> status(draft, order);
            case 7 -> merge(draft, order);
            case 8 -> upsert(draft, order);
            default -> copyIn(draft);
        }
        if (draft.size() > MOST_ROWS) {
            delete(draft, draft.any(random));
        }
    }

    private void insert(Draft draft) throws SQLException {
        var order = order(0, shop.anyMoment(random));
        var sql =
                "INSERT INTO app.orders (customer_id, created_at, status, amount)"
                        + " VALUES (?, ?, ?, ?) RETURNING id";
        var statement =
                session.prepare(sql, customer, order.createdAt(), order.status(), order.amount());
        long id =
                session.timed(
                        Kind.INSERT,
                        () -> {
                            try (var row = statement.executeQuery()) {
                                row.next();
                                return row.getLong(1);
                            }
                        });
        check(Kind.INSERT, true, shop.issue(id), "id %d is given out once".formatted(id));
        draft.put(order(id, order.createdAt(), order.amount()));
    }

    private void delete(Draft draft, Order order) throws SQLException {
        writeOne(Kind.DELETE, "DELETE FROM app.orders WHERE id = ?", order.id());
        draft.remove(order);
    }

    @Override
    void settled(Draft draft) {
        deleted.addAll(draft.removed());
    }

    private void status(Draft draft, Order order) throws SQLException {
        lock(order);
        var status = order.status().equals("paid") ? "shipped" : "paid";
        writeOne(Kind.UPDATE, "UPDATE app.orders SET status = ? WHERE id = ?", status, order.id());
        draft.put(order.in(status));
    }

    /** Updates the row if it is there with this key, else inserts a new one. */
    private void merge(Draft draft, Order order) throws SQLException {
        if (shop.serverVersion < MERGE_SINCE) {
            update(draft, order, amount());
            return;
        }
        var wanted = wanted(order);
        writeOne(
                Kind.MERGE,
                "MERGE INTO app.orders o USING (VALUES (?::bigint, ?::bigint, ?::timestamptz,"
                        + " ?::text, ?::numeric)) AS v (id, customer_id, created_at, status, amount)"
                        + " ON o.id = v.id AND o.created_at = v.created_at"
                        + " WHEN MATCHED THEN UPDATE SET amount = v.amount"
                        + " WHEN NOT MATCHED THEN INSERT (id, customer_id, created_at, status, amount)"
                        + " VALUES (v.id, v.customer_id, v.created_at, v.status, v.amount)",
                wanted.id(),
                wanted.customer(),
                wanted.createdAt(),
                wanted.status(),
                wanted.amount());
        draft.put(wanted);
    }

    private void upsert(Draft draft, Order order) throws SQLException {
        if (!shop.newKey()) {
            shift(draft, order, shop.anyMoment(random));
            return;
        }
        var wanted = wanted(order);
        writeOne(
                Kind.UPSERT,
                "INSERT INTO app.orders"
                        + VALUES
                        + " ON CONFLICT (id, created_at) DO UPDATE SET amount = EXCLUDED.amount",
                wanted.id(),
                wanted.customer(),
                wanted.createdAt(),
                wanted.status(),
                wanted.amount());
        draft.put(wanted);
    }

    /** The order with another amount, or a new one. */
    private Order wanted(Order order) {
        return random.nextBoolean()
                ? order.worth(amount())
                : order(shop.explicitId(), shop.anyMoment(random));
    }

    private void copyIn(Draft draft) throws SQLException {
        var orders =
                List.of(
                        order(shop.explicitId(), shop.anyMoment(random)),
                        order(shop.explicitId(), shop.anyMoment(random)));
        var lines = new StringBuilder();
        for (Order o : orders) {
            lines.append(
                    "%d\t%d\t%s\t%s\t%s%n"
                            .formatted(
                                    o.id(), o.customer(), o.createdAt(), o.status(), o.amount()));
        }
        var sql = "COPY app.orders (id, customer_id, created_at, status, amount) FROM STDIN";
        var copy = session.connection().unwrap(PGConnection.class).getCopyAPI();
        long count =
                session.timed(
                        Kind.COPY_IN,
                        () -> {
                            try {
                                return copy.copyIn(sql, new StringReader(lines.toString()));
                            } catch (IOException e) {
                                throw new SQLException(e);
                            }
                        });
        check(Kind.COPY_IN, 2L, count, "rows copied in");
        orders.forEach(draft::put);
    }

    /** Rows that are deleted stay deleted. */
    private void findNothing() throws SQLException {
        if (deleted.isEmpty()) {
            return;
        }
        var statement =
                session.prepare(
                        "SELECT count(*) FROM app.orders WHERE id = ?", deleted.peekFirst());
        long count =
                session.timed(
                        Kind.FIND,
                        () -> {
                            try (var row = statement.executeQuery()) {
                                row.next();
                                return row.getLong(1);
                            }
                        });
        check(Kind.FIND, 0L, count, "deleted row %d".formatted(deleted.removeFirst()));
    }

    private Order order(long id, OffsetDateTime createdAt) {
        return order(id, createdAt, amount());
    }

    private Order order(long id, OffsetDateTime createdAt, BigDecimal amount) {
        return new Order(id, customer, createdAt, "paid", amount, 0);
    }

    private BigDecimal amount() {
        return BigDecimal.valueOf(random.nextInt(100_000), 2);
    }
}
