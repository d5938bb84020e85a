// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all threads have seen: checks that passed, and faults (the first thousand of them whole).
 */
public final class Journal {
    private static final int KEPT = 1000;

    private final List<Fault> faults = new ArrayList<>();
    private final AtomicLong faultCount = new AtomicLong();
    private final AtomicLong checks = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    void fault(String worker, Kind kind, String what, String detail) {
        faultCount.incrementAndGet();
        synchronized (faults) {
            if (faults.size() < KEPT) {
                faults.add(new Fault(Instant.now(), worker, kind, what, detail));
            }
        }
    }

    void checked() {
        checks.incrementAndGet();
    }

    void wrote(int statements) {
        writes.addAndGet(statements);
    }

    List<Fault> faults() {
        synchronized (faults) {
            return List.copyOf(faults);
        }
    }

    long faultCount() {
        return faultCount.get();
    }

    long checks() {
        return checks.get();
    }

    long writes() {
        return writes.get();
    }
}
