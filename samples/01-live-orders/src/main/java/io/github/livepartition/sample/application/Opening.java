// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import io.github.livepartition.sample.application.Counter.Shared;
import io.github.livepartition.sample.application.Shop.Lateness;
import io.github.livepartition.sample.application.Shop.TableFacts;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Sets the application up: its customers, the rows that are theirs, and the threads. */
final class Opening {
    private final Shop shop;
    private final Session session;
    private final long oldestId;
    private final long newestId;
    private long customers;

    private Opening(Shop shop, Session session, long oldestId, long newestId) {
        this.shop = shop;
        this.session = session;
        this.oldestId = oldestId;
        this.newestId = newestId;
        this.customers = shop.lastCustomer;
    }

    static Opening of(Settings settings, Lateness lateness) throws SQLException {
        var session = new Session(settings, "opening", false);
        var sql =
                """
                SELECT current_setting('server_version_num')::int / 10000,
                       (SELECT max(id) FROM app.customer),
                       date_trunc('month', min(created_at), 'UTC'),
                       date_trunc('month', greatest(now(), max(created_at)), 'UTC'),
                       min(id), max(id)
                FROM app.orders""";
        try (var row = session.prepare(sql).executeQuery()) {
            row.next();
            var facts =
                    new TableFacts(
                            row.getInt(1),
                            row.getLong(2),
                            row.getObject(3, OffsetDateTime.class),
                            row.getObject(4, OffsetDateTime.class));
            return new Opening(
                    new Shop(settings, facts, lateness), session, row.getLong(5), row.getLong(6));
        }
    }

    Shop shop() {
        return shop;
    }

    List<Writer> writers() throws SQLException {
        var writers = new ArrayList<Writer>();
        for (int i = 0; i < shop.settings.owners(); i++) {
            var owner = new Owner("owner " + i, shop, i % 2 == 1, customer());
            adopt(owner.customer, shop.settings.rows(), i);
            owner.openAccount();
            writers.add(owner);
        }
        var months = shop.nextMonth();
        writers.add(keeper("oldest", shop.oldestMonth, shop.oldestMonth.plusMonths(1)));
        writers.add(keeper("this month", shop.thisMonth, months));
        writers.add(keeper("everywhere", shop.oldestMonth, months.plusMonths(Shop.MONTHS_AHEAD)));
        writers.add(keeper("newest", months, months.plusMonths(Shop.MONTHS_AHEAD)));
        return writers;
    }

    private Keeper keeper(String name, OffsetDateTime from, OffsetDateTime to) throws SQLException {
        var ledger = new Ledger(customer(), from, to);
        shop.ledgers.add(ledger);
        var keeper = new Keeper("keeper of " + name, shop, false, ledger);
        keeper.openWhenThereIsRoom();
        return keeper;
    }

    /** Rows of one customer, spread over the table, that all counters write. */
    List<Shared> sharedRows() throws SQLException {
        long customer = customer();
        adopt(customer, Math.max(2, shop.settings.counters()), -1);
        return Writer.orders(session.prepare(Writer.LIST, customer).executeQuery()).stream()
                .map(Shared::new)
                .toList();
    }

    private long customer() throws SQLException {
        customers++;
        session.prepare(
                        "INSERT INTO app.customer (id, name) VALUES (?, ?)",
                        customers,
                        "application " + customers)
                .executeUpdate();
        return customers;
    }

    /** Hands rows that came with the table, old ones and new ones, to a customer. */
    private void adopt(long customer, int rows, int offset) throws SQLException {
        var ids = new Long[rows];
        for (int i = 0; i < rows; i++) {
            ids[i] = oldestId + (newestId - oldestId) * i / rows + offset + 1;
        }
        session.prepare(
                        "UPDATE app.orders SET customer_id = ? WHERE customer_id <= ? AND id = ANY (?)",
                        customer,
                        shop.lastCustomer,
                        session.connection().createArrayOf("bigint", ids))
                .executeUpdate();
    }

    void close() {
        session.close();
    }
}
