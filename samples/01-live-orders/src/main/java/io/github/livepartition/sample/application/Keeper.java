// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import io.github.livepartition.sample.application.Account.Draft;
import io.github.livepartition.sample.application.Ledger.Sums;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** Moves money and keys within a ledger, so that it changes all the time and its sums never do. */
final class Keeper extends Writer {
    private final Ledger ledger;

    Keeper(String name, Shop shop, boolean simple, Ledger ledger) {
        super(name, shop, simple, ledger.customer());
        this.ledger = ledger;
    }

    @Override
    void step() throws SQLException {
        if (!ledger.isOpen()) {
            openWhenThereIsRoom();
        } else if (random.nextInt(8) == 0) {
            compare();
        } else {
            transaction(this::write);
        }
    }

    /** A ledger of the months to come has no place before the table is partitioned. */
    void openWhenThereIsRoom() throws SQLException {
        if (ledger.from().isBefore(end())) {
            session.begin(Connection.TRANSACTION_READ_COMMITTED);
            insertRows();
            session.commit();
            openAccount();
            long rows = account.rows().size();
            ledger.open(new Sums(rows, rows, total()));
        }
    }

    private void insertRows() throws SQLException {
        var sql =
                "INSERT INTO app.orders (customer_id, created_at, status, amount)"
                        + " VALUES (?, ?, 'paid', 100)";
        for (int i = 0; i < shop.settings.rows(); i++) {
            writeOne(Kind.INSERT, sql, customer, Shop.between(ledger.from(), end(), random));
        }
    }

    private BigDecimal total() {
        return account.rows().values().stream()
                .map(Order::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Where keys of the ledger end for now. */
    private OffsetDateTime end() {
        var room = shop.nextMonth();
        return shop.partitioned || ledger.to().isBefore(room) ? ledger.to() : room;
    }

    private void write(Draft draft) throws SQLException {
        var payer = draft.any(random);
        var payee = draft.any(random);
        if (payer.id() != payee.id() && random.nextBoolean()) {
            var half = payer.amount().divide(BigDecimal.valueOf(2), 2, RoundingMode.DOWN);
            update(draft, payer, payer.amount().subtract(half));
            update(draft, payee, payee.amount().add(half));
        } else {
            lock(payer);
            shift(draft, payer, Shop.between(ledger.from(), end(), random));
        }
    }
}
