// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does something again and again until it is closed. */
final class InBackground implements AutoCloseable {

    /** One time. */
    @FunctionalInterface
    interface Work {
        void once() throws SQLException, InterruptedException;
    }

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread daemon = new Thread(task);
                        daemon.setDaemon(true);
                        return daemon;
                    });
    private final Future<?> result;
    private volatile boolean goesOn = true;

    InBackground(Work work) {
        result =
                thread.submit(
                        () -> {
                            while (goesOn) {
                                work.once();
                            }
                            return null;
                        });
    }

    /**
     * @throws SQLException what the work has thrown
     */
    @Override
    public void close() throws SQLException {
        goesOn = false;
        try {
            result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
        }
    }
}
