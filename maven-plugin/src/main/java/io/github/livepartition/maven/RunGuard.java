// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.run.Brake;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.maven.plugin.logging.Log;

/**
 * Ends a run after the batch that is under way when the process is told to end, as by Ctrl-C, or
 * when its hours are over.
 */
final class RunGuard implements AutoCloseable {

    /** How long a batch may take to end; then it is rolled back, and done once more by the next. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long END_SECONDS = 60;

    private final Connections connections;
    private final Log log;
    private final AtomicReference<Brake> brake = new AtomicReference<>();
    private final AtomicReference<String> reason = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::endProcess, "livepartition-stop");
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(RunGuard::daemon);

    /** What is guarded. */
    interface Work {
        void run() throws SQLException;
    }

    RunGuard(Connections connections, Optional<RunWindow> window, Log log) {
        this.connections = connections;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(hook);
        window.ifPresent(this::endWith);
    }

    private void endWith(RunWindow window) {
        Duration left = window.left(ZonedDateTime.now());
        String closed = "it is not between " + window;
        if (left.isZero()) {
            reason.set(closed);
        } else {
            clock.schedule(() -> stop(closed), left.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "livepartition-hours");
        thread.setDaemon(true);
        return thread;
    }

    /** Why nothing more is to be begun; empty while it may. */
    Optional<String> stopped() {
        return Optional.ofNullable(reason.get());
    }

    /**
     * @param worker the session in which the work is done
     */
    void during(Connection worker, QualifiedName table, Work work) throws SQLException {
        try (Brake mine = new Brake(connections.open(), worker, table)) {
            brake.set(mine);
            try {
                if (stopped().isEmpty()) {
                    work.run();
                }
            } finally {
                mine.runEnded();
                brake.set(null);
            }
        }
    }

    private void endProcess() {
        stop("it was told to end");
        try {
            over.await(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(String why) {
        reason.compareAndSet(null, why);
        Brake now = brake.get();
        if (now == null) {
            return;
        }
        log.info("stopping after this batch: " + why);
        try {
            now.stop(PATIENCE);
        } catch (SQLException e) {
            log.warn("could not stop it: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook is what ends it
        }
    }
}
