// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Ahead;
import io.github.livepartition.plan.Completion;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.run.Planning;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;

/** A switch to what is staged, or its way back. */
record CompletionRequest(Completion completion) implements Request {

    @Override
    public QualifiedName table() {
        return completion.staged().table();
    }

    @Override
    public String title() {
        return completion.title();
    }

    @Override
    public boolean isReady(Connection connection) throws SQLException {
        return Planning.isPartitioned(connection, table()) && isStaged(connection);
    }

    private boolean isStaged(Connection connection) throws SQLException {
        return !Planning.isUnstaged(connection, completion);
    }

    @Override
    public String state(Connection connection) throws SQLException {
        return Planning.isPartitioned(connection, table()) ? "staged" : "partitioned";
    }

    @Override
    public Plan forward(Connection connection) throws SQLException {
        return Planning.completion(connection, completion);
    }

    @Override
    public boolean canBeDoneAhead(Stage stage) {
        return Ahead.prepares(stage);
    }

    @Override
    public Plan back(Connection connection) throws SQLException {
        return Planning.completionBack(connection, completion);
    }

    @Override
    public Plan futureBack(Connection connection) throws SQLException {
        return Planning.futureCompletionBack(connection, completion);
    }
}
