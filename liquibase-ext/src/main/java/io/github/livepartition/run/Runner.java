// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.script.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Plans, runs the first stage, and plans again until nothing is left: so a run that goes on after a
 * crash does nothing else than any other run. It executes the texts of {@link Script} as they are.
 */
public final class Runner {

    private final Connection connection;
    private final Progress progress;

    /**
     * @param connection in autocommit, to be used by nobody else meanwhile
     */
    public Runner(Connection connection, Progress progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /**
     * @throws SQLException what PostgreSQL says; running again goes on where it ended
     * @throws io.github.livepartition.plan.RefusedException when it cannot be done; nothing was
     *     touched
     */
    public void run(Planner planner) throws SQLException {
        Plan plan = planner.plan();
        if (plan.isEmpty()) {
            progress.line("%s: nothing is left to do".formatted(plan.title()));
            return;
        }
        Script session = Script.of(plan);
        try {
            execute(session.begin());
            runStages(planner, plan);
        } catch (SQLException e) {
            giveBack(session, e);
            throw e;
        } catch (RuntimeException e) {
            giveBack(session, e);
            throw e;
        }
        execute(session.end());
    }

    private void runStages(Planner planner, Plan first) throws SQLException {
        int done = 0;
        Plan plan = first;
        while (!plan.isEmpty()) {
            String title = plan.stages().get(0).title();
            String place =
                    "stage %d of %d: %s".formatted(done + 1, done + plan.stages().size(), title);
            progress.line(place);
            try (Watch watch = new Watch(progress, place)) {
                watch.execute(connection, Script.of(plan).stages().get(0));
            }
            done++;
            Plan next = planner.plan();
            if (next.stages().size() >= plan.stages().size()
                    && next.stages().equals(plan.stages())) {
                throw new IllegalStateException(
                        "%s: the catalog does not show it".formatted(place));
            }
            plan = next;
        }
        progress.line("%s: done".formatted(first.title()));
    }

    private void execute(Iterable<String> statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private void giveBack(Script session, Exception cause) {
        try {
            execute(session.end());
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
