// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.math.BigDecimal;
import java.time.OffsetDateTime;

/**
 * Rows of one customer whose number and sum never change: money only moves between them, and keys
 * only within {@code from} and {@code to}. So every snapshot, however old, must find both.
 */
final class Ledger {
    private final long customer;
    private final OffsetDateTime from;
    private final OffsetDateTime to;
    private volatile Sums sums;

    Ledger(long customer, OffsetDateTime from, OffsetDateTime to) {
        this.customer = customer;
        this.from = from;
        this.to = to;
    }

    long customer() {
        return customer;
    }

    OffsetDateTime from() {
        return from;
    }

    OffsetDateTime to() {
        return to;
    }

    /** Its rows are committed: a snapshot taken from now on must find them. */
    void open(Sums committed) {
        sums = committed;
    }

    boolean isOpen() {
        return sums != null;
    }

    Sums sums() {
        return sums;
    }

    /** What a read of a ledger finds. */
    record Sums(long rows, long ids, BigDecimal amount) {}
}
