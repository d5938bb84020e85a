// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Executes one long statement and passes on, while it runs, what the server says, and every ten
 * seconds that it still does.
 */
final class Watch implements AutoCloseable {

    private static final long LOOK_MILLIS = 200;
    private static final long STILL_MILLIS = 10_000;

    private final Progress progress;
    private final String place;
    private final ScheduledExecutorService clock;
    private final long begun = System.nanoTime();
    private SQLWarning last;
    private long said = begun;

    Watch(Progress progress, String place) {
        this.progress = progress;
        this.place = place;
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "livepartition-progress");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            clock.scheduleWithFixedDelay(
                    () -> look(statement), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            try {
                statement.execute(sql);
            } finally {
                stop();
                pass(statement);
            }
        }
    }

    private void look(Statement statement) {
        try {
            pass(statement);
        } catch (SQLException e) {
            return;
        }
        if (System.nanoTime() - said >= TimeUnit.MILLISECONDS.toNanos(STILL_MILLIS)) {
            say(
                    "%s: still at work, %d s"
                            .formatted(
                                    place,
                                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)));
        }
    }

    /** What was passed on is let go: a long copy says something every second. */
    private synchronized void pass(Statement statement) throws SQLException {
        // what came between the last look's getWarnings and clearWarnings hangs on its last
        pass(last == null ? null : last.getNextWarning());
        SQLWarning first = statement.getWarnings();
        if (first != null) {
            statement.clearWarnings();
            pass(first);
        }
    }

    private void pass(SQLWarning first) {
        for (SQLWarning next = first; next != null; next = next.getNextWarning()) {
            say("  " + next.getMessage());
            last = next;
        }
    }

    private synchronized void say(String text) {
        progress.line(text);
        said = System.nanoTime();
    }

    private void stop() {
        clock.shutdown();
        try {
            clock.awaitTermination(STILL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
