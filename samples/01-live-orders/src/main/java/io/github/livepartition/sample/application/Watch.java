// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at the catalog all the time, and so knows what happens to the table without being told. */
final class Watch implements Runnable {
    private static final int EVERY_MILLIS = 20;
    private static final String LOOK =
            """
            SELECT c.relkind = 'p',
                   (SELECT count(*) FROM pg_catalog.pg_index i
                    WHERE i.indrelid = c.oid AND i.indisvalid),
                   (SELECT count(*) FROM pg_catalog.pg_constraint k
                    WHERE k.conrelid = c.oid AND k.contype = 'c'),
                   (SELECT count(*) FROM pg_catalog.pg_constraint k
                    WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.convalidated),
                   (SELECT count(*) FROM pg_catalog.pg_trigger t
                    WHERE t.tgrelid = l.oid AND t.tgname = 'livepartition_changes'),
                   EXISTS (SELECT FROM pg_catalog.pg_inherits h
                           WHERE h.inhparent = c.oid AND h.inhrelid = l.oid),
                   l.oid IS NOT NULL
            FROM pg_catalog.pg_class c
            LEFT JOIN pg_catalog.pg_class l ON l.oid = pg_catalog.to_regclass('app.orders_legacy')
            WHERE c.oid = pg_catalog.to_regclass('app.orders')""";

    private final Shop shop;
    private final Session session;
    private final List<Mark> marks = new ArrayList<>();
    private State last;
    private volatile boolean stopped;

    Watch(Shop shop) {
        this.shop = shop;
        this.session = new Session(shop.settings, "watch", false);
    }

    /** Something that happened to the table. */
    record Mark(long nanos, char sign, String what) {}

    /**
     * @param logs on the old heap, of what changes in it
     */
    private record State(
            boolean partitioned,
            int indexes,
            int checks,
            int validChecks,
            int logs,
            boolean legacyWithin,
            boolean legacy) {

        static State of(ResultSet row) throws SQLException {
            return new State(
                    row.getBoolean(1),
                    row.getInt(2),
                    row.getInt(3),
                    row.getInt(4),
                    row.getInt(5),
                    row.getBoolean(6),
                    row.getBoolean(7));
        }
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                look();
            } catch (SQLException e) {
                shop.journal.fault("watch", Kind.TEXT, "error " + e.getSQLState(), e.getMessage());
                session.recover();
            }
            Worker.sleep(EVERY_MILLIS);
        }
        session.close();
    }

    void stop() {
        stopped = true;
    }

    synchronized void look() throws SQLException {
        try (var row = session.prepare(LOOK).executeQuery()) {
            if (row.next()) {
                see(State.of(row));
            }
        }
    }

    private void see(State now) {
        if (last != null && !now.equals(last)) {
            compare(last, now);
        }
        last = now;
        shop.partitioned = now.partitioned();
    }

    private void compare(State before, State now) {
        if (now.partitioned() != before.partitioned()) {
            mark(now.partitioned() ? 'P' : 'H', now.partitioned() ? "partitioned" : "one heap");
        } else if (now.indexes() > before.indexes()) {
            mark('I', "index built");
        } else if (now.checks() > before.checks()) {
            mark('C', "check added");
        } else if (now.validChecks() > before.validChecks()) {
            mark('V', "check validated");
        } else if (before.partitioned()) {
            compareMoves(before, now);
        }
    }

    private void compareMoves(State before, State now) {
        if (now.legacyWithin() && now.logs() > before.logs()) {
            mark('L', "log begun");
        } else if (before.legacyWithin() && !now.legacyWithin()) {
            mark('S', "switched to the new partitions");
        } else if (before.legacy() && !now.legacy()) {
            mark('D', "old heap dropped");
        }
    }

    private void mark(char sign, String what) {
        marks.add(new Mark(System.nanoTime(), sign, what));
    }

    synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }
}
