// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.run.Planner;
import io.github.livepartition.run.Planning;
import io.github.livepartition.script.Absent;
import io.github.livepartition.script.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Update or rollback. */
enum Direction {
    FORWARD,
    BACK;

    Planner planner(Request request, Connection connection) {
        return switch (this) {
            case FORWARD ->
                    Planner.of(() -> request.forward(connection), () -> request.next(connection));
            case BACK -> () -> request.back(connection);
        };
    }

    /** The statements to print; one that stops the script where there is no such table yet. */
    List<String> script(Request request, Connection connection) throws SQLException {
        if (!Planning.exists(connection, request.table())) {
            return List.of(Absent.statement(title(request), request.table()));
        }
        if (!request.isReady(connection)) {
            return List.of(Absent.not(title(request), request.table(), request.state(connection)));
        }
        Optional<Request.Unready> unready =
                this == FORWARD ? request.unready(connection) : Optional.empty();
        if (unready.isPresent()) {
            return List.of(
                    Absent.not(title(request), unready.get().table(), unready.get().state()));
        }
        return Script.of(printed(request, connection)).statements();
    }

    private Plan printed(Request request, Connection connection) throws SQLException {
        return switch (this) {
            case FORWARD -> request.forward(connection);
            case BACK -> request.futureBack(connection);
        };
    }

    private String title(Request request) {
        return switch (this) {
            case FORWARD -> request.title();
            case BACK -> "undo: " + request.title();
        };
    }
}
