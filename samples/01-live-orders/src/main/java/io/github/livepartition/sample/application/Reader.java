// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads the ledgers in every way there is, also with snapshots older than what happens to the
 * table.
 */
final class Reader extends Worker {
    private static final int[] ISOLATIONS = {
        Connection.TRANSACTION_READ_COMMITTED,
        Connection.TRANSACTION_REPEATABLE_READ,
        Connection.TRANSACTION_SERIALIZABLE
    };

    private final List<Reach> reaches;

    Reader(String name, Shop shop, boolean simple, Reach... reaches) {
        super(name, shop, simple);
        this.reaches = List.of(reaches);
    }

    @Override
    void step() throws SQLException {
        if (random.nextInt(10) == 0) {
            late(
                    ISOLATIONS[random.nextInt(shop.oldSnapshots ? ISOLATIONS.length : 1)],
                    anyLedger());
        } else {
            read(anyLedger(), anyStyle(), anyReach());
        }
    }

    /** A transaction that exists for a while before it touches the table. */
    void late(int isolation, Ledger ledger) throws SQLException {
        session.begin(isolation);
        session.prepare("SELECT 1").executeQuery().close(); // the snapshot, if it keeps one
        shop.lateness.pass(random);
        read(ledger, anyStyle(), anyReach());
        for (int i = random.nextInt(4); i > 0; i--) {
            pause(); // holds the table for a while
            read(ledger, anyStyle(), anyReach());
        }
        session.commit();
    }

    void read(Ledger ledger, ReadStyle style, Reach reach) throws SQLException {
        boolean own = style.needsTransaction() && !session.inTransaction();
        if (own) {
            session.begin(Connection.TRANSACTION_READ_COMMITTED);
        }
        var kind = reach == Reach.SCAN ? Kind.SCAN : style.kind();
        var found =
                session.timed(kind, style.allowance(), () -> style.read(session, ledger, reach));
        check(
                kind,
                ledger.sums(),
                found,
                "%s%s, %s of %s"
                        .formatted(
                                oldSnapshot(style.oldSnapshot() || session.keepsSnapshot()),
                                style,
                                reach,
                                reach.condition(ledger)));
        if (own) {
            session.commit();
        }
    }

    /** Chosen before the snapshot is taken: that must find all its rows then. */
    private Ledger anyLedger() {
        var open = shop.ledgers.stream().filter(Ledger::isOpen).toList();
        return open.get(random.nextInt(open.size()));
    }

    private ReadStyle anyStyle() {
        var styles = ReadStyle.values();
        var style = styles[random.nextInt(styles.length)];
        return style.oldSnapshot() && !shop.oldSnapshots ? ReadStyle.PREPARED : style;
    }

    private Reach anyReach() {
        return reaches.get(random.nextInt(reaches.size()));
    }
}
