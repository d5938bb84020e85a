// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;

/** Looks, while it is open, how much of the heap is in use, with and without garbage; in bytes. */
final class Heap implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    private final InBackground looking;
    private final long before;
    private volatile long most;
    private volatile long mostNeeded;

    Heap() {
        System.gc();
        before = used();
        looking = new InBackground(this::look);
    }

    private void look() throws InterruptedException {
        most = Math.max(most, used());
        System.gc();
        mostNeeded = Math.max(mostNeeded, used());
        Thread.sleep(LOOK_MILLIS);
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() throws SQLException {
        looking.close();
    }

    long before() {
        return before;
    }

    /** After a garbage collection. */
    long mostNeeded() {
        return mostNeeded;
    }

    long most() {
        return most;
    }
}
