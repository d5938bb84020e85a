// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;

/**
 * A named database session on a thread of its own, to act out who waits for whom.
 *
 * <p>Whether it waits is read from pg_locks. The one time limit there is ends a test that hangs.
 */
public final class Session implements AutoCloseable {

    private static final Duration HANGS = Duration.ofMinutes(2);

    private final String name;
    private final Connection connection;
    private final Connection observer;
    private final ExecutorService thread;
    private final int pid;
    private Future<List<String>> running;

    private Session(String name, Connection connection, Connection observer) throws SQLException {
        this.name = name;
        this.connection = connection;
        this.observer = observer;
        this.pid = connection.unwrap(PGConnection.class).getBackendPID();
        this.thread =
                Executors.newSingleThreadExecutor(
                        work -> {
                            var worker = new Thread(work, "session " + name);
                            worker.setDaemon(true);
                            return worker;
                        });
    }

    /** The observer looks at the session from outside and must be a connection of its own. */
    static Session open(String name, Connection connection, Connection observer)
            throws SQLException {
        connection.setClientInfo("ApplicationName", name);
        return new Session(name, connection, observer);
    }

    /** Runs SQL until it is done or waits for a lock. */
    public Session step(String sql) throws SQLException {
        start(sql);
        long start = System.nanoTime();
        while (!done() && !blocked()) {
            if (System.nanoTime() - start > HANGS.toNanos()) {
                throw new IllegalStateException(
                        "%s neither ends nor waits: %s".formatted(name, sql));
            }
            pause();
        }
        return this;
    }

    /** Begins to run SQL and returns at once. */
    public Session start(String sql) {
        if (!done()) {
            throw new IllegalStateException("%s still runs its last step".formatted(name));
        }
        running = thread.submit(() -> Rows.of(connection, sql));
        return this;
    }

    public boolean done() {
        return running == null || running.isDone();
    }

    /** Whether it waits for a lock right now. */
    public boolean blocked() throws SQLException {
        return !done()
                && !Rows.of(observer, "SELECT 1 FROM pg_locks WHERE NOT granted AND pid = " + pid)
                        .isEmpty();
    }

    /** Waits for the end of the step; what its last query answered, as psql -At shows it. */
    public List<String> finish() throws SQLException {
        try {
            return running.get(HANGS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new IllegalStateException(name, e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(name + " does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name, e);
        }
    }

    /** Does {@link #step} and {@link #finish}. */
    public List<String> run(String sql) throws SQLException {
        return start(sql).finish();
    }

    public int pid() {
        return pid;
    }

    /** Ends the backend, as an administrator or a crash of the client would. */
    public void kill() throws SQLException {
        Rows.of(observer, "SELECT pg_terminate_backend(%d, 60000)".formatted(pid));
    }

    @Override
    public void close() throws SQLException {
        thread.shutdownNow();
        connection.abort(Runnable::run);
        connection.close();
        observer.close();
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
