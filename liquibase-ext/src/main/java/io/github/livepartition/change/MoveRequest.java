// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Move;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.run.Planning;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A range to be moved, or its way back. */
record MoveRequest(Move move) implements Request {

    @Override
    public QualifiedName table() {
        return move.table();
    }

    @Override
    public String title() {
        return "move %s to %s out of %s".formatted(move.from(), move.to(), move.legacy());
    }

    @Override
    public boolean isReady(Connection connection) throws SQLException {
        return Planning.isPartitioned(connection, move.table());
    }

    /** A move of the same script may be still to take what lies before the range. */
    @Override
    public Optional<Unready> unready(Connection connection) throws SQLException {
        return Planning.isInTheMiddle(connection, move)
                ? Optional.of(new Unready(move.legacy(), "moved up to this range"))
                : Optional.empty();
    }

    @Override
    public Plan forward(Connection connection) throws SQLException {
        return Planning.move(connection, move);
    }

    @Override
    public Plan next(Connection connection) throws SQLException {
        return Planning.nextMove(connection, move);
    }

    /** A move is nothing else than slow online work. */
    @Override
    public boolean canBeDoneAhead(Stage stage) {
        return true;
    }

    @Override
    public Plan back(Connection connection) throws SQLException {
        return Planning.moveBack(connection, move);
    }

    @Override
    public Plan futureBack(Connection connection) throws SQLException {
        return Planning.futureMoveBack(connection, move);
    }
}
