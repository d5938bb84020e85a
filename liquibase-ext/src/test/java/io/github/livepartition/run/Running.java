// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run on a thread of its own, and what it has said so far. */
final class Running implements AutoCloseable {

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> run;

    private Running(Connection connection, Planner planner) {
        run =
                thread.submit(
                        () -> {
                            new Runner(connection, said::add).run(planner);
                            return null;
                        });
    }

    static Running conversion(Connection connection, Request request) {
        return new Running(connection, () -> Planning.conversion(connection, request.conversion()));
    }

    static Running reversion(Connection connection, Request request) {
        return new Running(connection, () -> Planning.reversion(connection, request.conversion()));
    }

    static Running of(Connection connection, Planner planner) {
        return new Running(connection, planner);
    }

    List<String> said() {
        return said;
    }

    /** Until a line has this in it. */
    Running until(String part) throws SQLException, InterruptedException, TimeoutException {
        for (int i = 0; said.stream().noneMatch(line -> line.contains(part)); i++) {
            assertThat(i).as("%s, and it says %s", part, said).isLessThan(6000);
            if (run.isDone()) {
                assertThat(finish()).as("ended before %s", part).anyMatch(l -> l.contains(part));
            }
            Thread.sleep(20);
        }
        return this;
    }

    /** Waits for its end; whether PostgreSQL, or the connection to it, has ended it. */
    boolean died() throws InterruptedException, TimeoutException {
        try {
            run.get(2, TimeUnit.MINUTES);
            return false;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(SQLException.class);
            return true;
        }
    }

    boolean done() {
        return run.isDone();
    }

    /** Waits for its end, and throws what it threw. */
    List<String> finish() throws SQLException, InterruptedException, TimeoutException {
        try {
            run.get(2, TimeUnit.MINUTES);
            return said;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
