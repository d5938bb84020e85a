// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** What all threads of the application share. */
final class Shop {
    private static final long EXPLICIT_IDS = 1_000_000_000_000L;
    static final int MONTHS_AHEAD = 2;

    final Settings settings;
    final Journal journal = new Journal();
    final int serverVersion;

    /** Customers up to this one came with the table; later ones are the application's own. */
    final long lastCustomer;

    final OffsetDateTime oldestMonth;
    final OffsetDateTime thisMonth;
    final List<Ledger> ledgers = new CopyOnWriteArrayList<>();
    final Lateness lateness;

    /** The table is partitioned, so rows of the months to come have a place. */
    volatile boolean partitioned;

    /**
     * Readers may keep a snapshot, and statements may read with one that is older than their locks.
     */
    volatile boolean oldSnapshots = true;

    /** The table may get its old key back. */
    volatile boolean keepsOldKey;

    private final AtomicLong explicitIds = new AtomicLong(EXPLICIT_IDS);
    private final Set<Long> issued = ConcurrentHashMap.newKeySet();

    Shop(Settings settings, TableFacts facts, Lateness lateness) {
        this.settings = settings;
        this.serverVersion = facts.serverVersion();
        this.lastCustomer = facts.lastCustomer();
        this.oldestMonth = facts.oldestMonth();
        this.thisMonth = facts.thisMonth();
        this.lateness = lateness;
    }

    /** What stands between a transaction's snapshot and its first look at the table. */
    interface Lateness {
        void pass(Random random);

        static Lateness upTo(Duration most) {
            return random -> Worker.sleep(random.nextInt((int) most.toMillis() + 1));
        }
    }

    /** The primary key is (id, created_at) and will stay so, so ON CONFLICT can name it. */
    boolean newKey() {
        return partitioned && oldSnapshots && !keepsOldKey;
    }

    OffsetDateTime nextMonth() {
        return thisMonth.plusMonths(1);
    }

    /** A key anywhere the table takes rows now. */
    OffsetDateTime anyMoment(Random random) {
        if (partitioned && random.nextInt(3) == 0) {
            return between(nextMonth(), nextMonth().plusMonths(MONTHS_AHEAD), random);
        }
        return random.nextBoolean()
                ? between(thisMonth, nextMonth(), random)
                : between(oldestMonth, thisMonth, random);
    }

    static OffsetDateTime between(OffsetDateTime from, OffsetDateTime to, Random random) {
        long micros = (long) (random.nextDouble() * ChronoUnit.MICROS.between(from, to));
        return from.plus(micros, ChronoUnit.MICROS);
    }

    long explicitId() {
        return explicitIds.incrementAndGet();
    }

    /** False if the server has given out this id before. */
    boolean issue(long id) {
        return issued.add(id);
    }

    /** What is read from the table before the application opens. */
    record TableFacts(
            int serverVersion,
            long lastCustomer,
            OffsetDateTime oldestMonth,
            OffsetDateTime thisMonth) {}
}
