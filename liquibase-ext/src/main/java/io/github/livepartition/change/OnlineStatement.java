// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.run.Progress;
import io.github.livepartition.run.Runner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.PreparedStatementFactory;
import liquibase.exception.DatabaseException;
import liquibase.statement.AbstractSqlStatement;
import liquibase.statement.ExecutablePreparedStatement;
import liquibase.ui.UIService;

/** Runs a change on the live connection, stage by stage, each its own transaction. */
final class OnlineStatement extends AbstractSqlStatement implements ExecutablePreparedStatement {

    private final String change;
    private final Database database;
    private final Request request;
    private final Direction direction;

    OnlineStatement(String change, Database database, Request request, Direction direction) {
        this.change = change;
        this.database = database;
        this.request = request;
        this.direction = direction;
    }

    String change() {
        return change;
    }

    @Override
    public void execute(PreparedStatementFactory factory) throws DatabaseException {
        Connection connection = LiveConnection.of(change, database);
        // The scope belongs to this thread, the progress lines come from others too.
        UIService ui = Scope.getCurrentScope().getUI();
        Progress progress = ui::sendMessage;
        try {
            if (!connection.getAutoCommit()) {
                throw new RefusedException(List.of(ChangeRefusals.notInAutocommit(change)));
            }
            new Runner(connection, progress, new MoreSessions(connection))
                    .run(direction.planner(request, connection));
        } catch (RefusedException | SQLException e) {
            throw new DatabaseException(Indent.of(e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return "%s: %s".formatted(change, request.title());
    }
}
