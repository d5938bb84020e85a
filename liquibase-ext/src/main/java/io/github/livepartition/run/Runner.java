// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.plan.Severity;
import io.github.livepartition.script.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans, runs the first stage, and plans again until nothing is left: so a run that goes on after a
 * crash does nothing else than any other run. It executes the texts of {@link Script} as they are.
 */
public final class Runner {

    /**
     * What a stage raises when its plan is out of date: object_not_in_prerequisite_state, and
     * check_violation for a row without a partition.
     */
    private static final Set<String> OUT_OF_DATE = Set.of("55000", "23514");

    private static final int MOST_STALE = 5;

    private final Connection connection;
    private final Progress progress;
    private final Sessions sessions;

    /** In one session. */
    public Runner(Connection connection, Progress progress) {
        this(connection, progress, Sessions.NONE);
    }

    /**
     * @param connection in autocommit, to be used by nobody else meanwhile
     * @param sessions asked for more where a stage can be shared
     */
    public Runner(Connection connection, Progress progress, Sessions sessions) {
        this.connection = connection;
        this.progress = progress;
        this.sessions = sessions;
    }

    /**
     * @throws StageException with what PostgreSQL says; running again goes on where it ended
     * @throws SQLException likewise, before the first stage
     * @throws io.github.livepartition.plan.RefusedException when it cannot be done; nothing was
     *     touched
     */
    public void run(Planner planner) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw RefusedException.notInAutocommit();
        }
        // refuses before anything is touched
        Script session = Script.session(planner.plan());
        try {
            execute(session.begin());
            // What another run did until we had the advisory lock is in this plan.
            runStages(planner, planner.plan());
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
        if (first.isEmpty()) {
            progress.line("%s: nothing is left to do".formatted(first.title()));
            return;
        }
        first.findings().stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .forEach(finding -> progress.line(finding.line()));
        List<String> done = new ArrayList<>();
        int stale = 0;
        Plan plan = first;
        while (!plan.isEmpty()) {
            String place =
                    "stage %d of %d: %s"
                            .formatted(
                                    done.size() + 1,
                                    done.size() + plan.stages().size(),
                                    plan.stages().get(0).title());
            progress.line(place);
            Optional<StageException> late = attempt(plan, place, done);
            Plan next = planner.next();
            if (late.isPresent()) {
                stale++;
                if (stale > MOST_STALE || next.stages().equals(plan.stages())) {
                    throw late.get();
                }
                progress.line("  %s: planned again".formatted(firstLine(late.get().getCause())));
            } else if (next.stages().equals(plan.stages())) {
                // the application may have undone it, as TRUNCATE does with the pages to copy
                stale++;
                if (stale > MOST_STALE) {
                    throw new IllegalStateException(
                            "%s: the catalog does not show it".formatted(place));
                }
            } else {
                done.add(plan.stages().get(0).title());
            }
            plan = next;
        }
        progress.line("%s: done".formatted(first.title()));
    }

    /** The message alone: what the driver adds is for whoever has to run it again himself. */
    static String firstLine(Throwable cause) {
        return cause.getMessage().lines().findFirst().orElse("");
    }

    /** What the stage said when the table has changed since the plan was made: plan again. */
    private Optional<StageException> attempt(Plan plan, String place, List<String> done)
            throws StageException {
        try (Helpers helpers = Helpers.start(plan, sessions, progress)) {
            for (String statement : Script.first(plan)) {
                try (Watch watch = new Watch(progress, place)) {
                    watch.execute(connection, statement);
                }
            }
            helpers.await();
            return Optional.empty();
        } catch (SQLException e) {
            StageException failure = new StageException(place, done, e);
            if (OUT_OF_DATE.contains(e.getSQLState())) {
                return Optional.of(failure);
            }
            throw failure;
        }
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
