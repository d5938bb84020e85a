// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Ahead;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.run.Planner;
import io.github.livepartition.run.Progress;
import io.github.livepartition.run.Runner;
import io.github.livepartition.run.Sessions;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import liquibase.database.Database;

/** A change that has not run yet, for whoever looks at it outside of Liquibase's update. */
public final class PendingChange {

    private final Request request;
    private final Connection connection;
    private final boolean returns;

    private PendingChange(Request request, Connection connection, boolean returns) {
        this.request = request;
        this.connection = connection;
        this.returns = returns;
    }

    /**
     * @throws io.github.livepartition.plan.RefusedException with everything that is wrong with the
     *     attributes
     */
    public static PendingChange of(OnlineChange change, Database database) {
        return new PendingChange(
                change.request(database),
                LiveConnection.of(change.getSerializedObjectName(), database),
                change.supportsRollback(database));
    }

    public QualifiedName table() {
        return request.table();
    }

    /** What the change does to the table, as in "partition table …". */
    public String title() {
        return request.title();
    }

    /**
     * What is left to do; empty when there is no such table yet, or one that is still to be
     * converted.
     *
     * @throws SQLException what PostgreSQL says
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public Optional<Plan> plan() throws SQLException {
        return plan(connection);
    }

    /** The same, read in another session. */
    public Optional<Plan> plan(Connection other) throws SQLException {
        return request.isReady(other) ? Optional.of(request.forward(other)) : Optional.empty();
    }

    /** What of a plan of this change can be done before its turn. */
    public Plan ahead(Plan plan) {
        return Ahead.of(plan, request::canBeDoneAhead);
    }

    /**
     * Does that much. A later update finds it done.
     *
     * @param worker in autocommit, to be used by nobody else meanwhile
     * @param sessions asked for more where a stage can be shared
     * @throws io.github.livepartition.run.StageException with what PostgreSQL says; running again
     *     goes on where it ended
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public void runAhead(Connection worker, Progress progress, Sessions sessions)
            throws SQLException {
        new Runner(worker, progress, sessions)
                .run(
                        Planner.of(
                                () -> ahead(request.forward(worker)),
                                () -> ahead(request.next(worker))));
    }

    /**
     * What update runs, as a file for psql: the text that updateSQL prints for the change.
     *
     * @throws SQLException what PostgreSQL says
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public String updateScript() throws SQLException {
        return text(Direction.FORWARD);
    }

    /**
     * The way back in the same form, from where the change will lead; empty when there is none.
     *
     * @throws SQLException what PostgreSQL says
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    public Optional<String> rollbackScript() throws SQLException {
        return returns ? Optional.of(text(Direction.BACK)) : Optional.empty();
    }

    private String text(Direction direction) throws SQLException {
        List<String> statements = direction.script(request, connection);
        return String.join(";\n\n", statements) + ";\n";
    }
}
