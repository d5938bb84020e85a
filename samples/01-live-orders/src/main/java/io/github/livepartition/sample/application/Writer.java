// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import io.github.livepartition.sample.application.Account.Draft;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Writes the rows of one customer, which nobody else writes, and keeps the account of them. */
abstract class Writer extends Worker {
    static final String LIST =
            "SELECT " + Order.COLUMNS + " FROM app.orders WHERE customer_id = ? ORDER BY id";
    private static final String ONE = "SELECT " + Order.COLUMNS + " FROM app.orders WHERE id = ?";

    final long customer;
    final Account account = new Account();
    private boolean missed;

    Writer(String name, Shop shop, boolean simple, long customer) {
        super(name, shop, simple);
        this.customer = customer;
    }

    /** What a transaction does; what it writes goes into the draft of the account too. */
    interface Body {
        void run(Draft draft) throws SQLException;
    }

    /** Begins the account with what stands in the table. */
    final void openAccount() throws SQLException {
        var draft = account.draft();
        list().forEach(draft::put);
        account.settle(draft);
    }

    /**
     * One transaction in ten is rolled back and must leave no trace. So is one whose snapshot does
     * not show what it is to write: who reads counts does not commit that.
     */
    final void transaction(Body body) throws SQLException {
        var draft = account.draft();
        missed = false;
        session.begin(isolation());
        body.run(draft);
        if (missed || random.nextInt(10) == 0) {
            session.rollback();
            return;
        }
        session.commit();
        account.settle(draft);
        shop.journal.wrote(draft.writes());
        settled(draft);
    }

    /** After a commit. */
    void settled(Draft draft) {}

    private int isolation() {
        return shop.oldSnapshots && random.nextInt(4) == 0
                ? Connection.TRANSACTION_REPEATABLE_READ
                : Connection.TRANSACTION_READ_COMMITTED;
    }

    /** A statement that must write exactly one row. */
    final void writeOne(Kind kind, String sql, Object... values) throws SQLException {
        var statement = session.prepare(sql, values);
        int count = session.timed(kind, statement::executeUpdate);
        check(
                kind,
                1,
                count,
                oldSnapshot() + "rows written by %s %s".formatted(sql, List.of(values)));
        missed |= count != 1 && session.keepsSnapshot();
    }

    final void update(Draft draft, Order order, BigDecimal amount) throws SQLException {
        writeOne(Kind.UPDATE, "UPDATE app.orders SET amount = ? WHERE id = ?", amount, order.id());
        draft.put(order.worth(amount));
    }

    final void shift(Draft draft, Order order, OffsetDateTime when) throws SQLException {
        writeOne(Kind.SHIFT, "UPDATE app.orders SET created_at = ? WHERE id = ?", when, order.id());
        draft.put(order.at(when));
    }

    /** Locks a row, and finds it as the account says. */
    final void lock(Order order) throws SQLException {
        checkOne(Kind.LOCK, ONE + " FOR UPDATE", order);
    }

    final void find(Order order) throws SQLException {
        checkOne(Kind.FIND, ONE, order);
    }

    private void checkOne(Kind kind, String sql, Order order) throws SQLException {
        var statement = session.prepare(sql, order.id());
        var found = session.timed(kind, () -> orders(statement.executeQuery()));
        check(
                kind,
                List.of(order),
                found,
                oldSnapshot() + "row %d by its id".formatted(order.id()));
    }

    /** Reads all rows of the customer and compares each with the account. */
    final void compare() throws SQLException {
        shop.journal.checked();
        for (Difference difference : account.differences(list())) {
            fault(Kind.LIST, difference.sort().toString(), oldSnapshot() + difference.detail());
        }
    }

    private List<Order> list() throws SQLException {
        var statement = session.prepare(LIST, customer);
        return session.timed(Kind.LIST, () -> orders(statement.executeQuery()));
    }

    static List<Order> orders(ResultSet rows) throws SQLException {
        var found = new ArrayList<Order>();
        try (rows) {
            while (rows.next()) {
                found.add(Order.from(rows));
            }
        }
        return found;
    }
}
