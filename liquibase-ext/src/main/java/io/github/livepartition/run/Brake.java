// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.script.Stopping;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the run of another session between two batches; where there are none, at once. */
public final class Brake implements AutoCloseable {

    private static final long CANCEL_MILLIS = 200;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connection control;
    private final int pid;
    private final QualifiedName table;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param control a session of the same role, for this alone; closed with the brake
     * @param worker the session that runs
     */
    public Brake(Connection control, Connection worker, QualifiedName table) throws SQLException {
        this(control, pid(worker), table);
    }

    /**
     * @param pid of the backend that serves the session that runs
     */
    Brake(Connection control, int pid, QualifiedName table) {
        this.control = control;
        this.pid = pid;
        this.table = table;
    }

    private static int pid(Connection worker) throws SQLException {
        try (Statement statement = worker.createStatement();
                ResultSet row = statement.executeQuery(Stopping.PID)) {
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * Waits for the end of the batch that is under way and returns when the run has ended.
     *
     * @param patience how long a batch may take; then it is given up, and rolled back
     */
    public synchronized void stop(Duration patience) throws SQLException, InterruptedException {
        if (ended.getCount() == 0) {
            return;
        }
        awaitBatch(patience);
        do {
            ask(Stopping.cancel(pid)); // one that comes between two statements is lost
        } while (!ended.await(CANCEL_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void awaitBatch(Duration patience) throws SQLException {
        if (ask(Stopping.isPaused(table))) {
            return;
        }
        try (Statement statement = control.createStatement()) {
            statement.execute("SET lock_timeout = " + patience.toMillis());
            statement.execute(Stopping.pause(table));
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private boolean ask(String question) throws SQLException {
        try (Statement statement = control.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** The run has ended, by itself or not. */
    public void runEnded() {
        ended.countDown();
    }

    @Override
    public synchronized void close() throws SQLException {
        control.close();
    }
}
