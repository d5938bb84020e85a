// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.sql.SQLException;
import java.util.Random;

/** A thread of the application: one step after the other, whatever happens. */
abstract class Worker {
    final String name;
    final Shop shop;
    final Session session;
    final Random random;
    private volatile long steps;

    Worker(String name, Shop shop, boolean simple) {
        this.name = name;
        this.shop = shop;
        this.session = new Session(shop.settings, name, simple);
        this.random = new Random(shop.settings.seed() ^ name.hashCode());
    }

    abstract void step() throws SQLException;

    /** One step; an exception is a fault, and the next step begins on a sound connection. */
    final void stepOrFault() {
        try {
            if (!shop.oldSnapshots) {
                session.readCommitted();
            }
            step();
        } catch (SQLException e) {
            fault(Kind.COMMIT, "error " + e.getSQLState(), oldSnapshot() + e.getMessage());
            session.recover();
        } catch (RuntimeException e) {
            fault(Kind.COMMIT, "bug in the application", e.toString());
            session.recover();
        }
        steps++;
    }

    final long steps() {
        return steps;
    }

    final void pause() {
        int mean = (int) shop.settings.pause().toMillis();
        if (mean > 0) {
            sleep(random.nextInt(2 * mean + 1));
        }
    }

    /** What the detail of a fault begins with where a snapshot may be older than its locks. */
    final String oldSnapshot() {
        return oldSnapshot(session.keepsSnapshot());
    }

    static String oldSnapshot(boolean may) {
        return may ? "old snapshot, " : "";
    }

    final void fault(Kind kind, String what, String detail) {
        shop.journal.fault(name, kind, what, detail);
    }

    final void check(Kind kind, Object expected, Object found, String detail) {
        shop.journal.checked();
        if (!expected.equals(found)) {
            fault(kind, "expected %s, found %s".formatted(expected, found), detail);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
