// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.script.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Further sessions that execute the text of a stage beside the one that runs it. The text itself
 * shares the work out and ends nowhere before all of it is done; so a session that fails is only
 * one less.
 */
final class Helpers implements AutoCloseable {

    private static final long CANCEL_MILLIS = 200;

    private final List<Statement> statements = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Progress progress;

    private Helpers(Progress progress) {
        this.progress = progress;
    }

    static Helpers start(Plan plan, Sessions sessions, Progress progress) {
        Helpers helpers = new Helpers(progress);
        int wanted = plan.stages().get(0) instanceof Stage.Online online ? online.sessions() : 1;
        for (int i = 1; i < wanted; i++) {
            try {
                helpers.add(sessions.open(), plan);
            } catch (SQLException e) {
                progress.line("  %d of %d sessions: %s".formatted(i, wanted, Runner.firstLine(e)));
                break;
            }
        }
        return helpers;
    }

    private void add(Connection connection, Plan plan) throws SQLException {
        List<String> texts = new ArrayList<>(Script.assist(plan));
        texts.addAll(Script.first(plan));
        Statement statement = connection.createStatement();
        statements.add(statement);
        Thread thread = new Thread(() -> work(statement, texts), "livepartition-session");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void work(Statement statement, List<String> texts) {
        try {
            try {
                for (String sql : texts) {
                    statement.execute(sql);
                }
            } finally {
                statement.getConnection().close();
            }
        } catch (SQLException e) {
            synchronized (this) {
                progress.line("  one session less: %s".formatted(Runner.firstLine(e)));
            }
        }
    }

    /** Until each has ended. */
    void await() throws SQLException {
        for (Thread thread : threads) {
            join(thread, 0);
        }
    }

    /** Ends those that are still at work. */
    @Override
    public void close() throws SQLException {
        for (int i = 0; i < statements.size(); i++) {
            // a cancel that comes between two statements is lost
            while (threads.get(i).isAlive()) {
                statements.get(i).cancel();
                join(threads.get(i), CANCEL_MILLIS);
            }
        }
    }

    private static void join(Thread thread, long millis) throws SQLException {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while other sessions were at work", e);
        }
    }
}
