// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.run.Planning;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What the attributes of a change ask for; what is left to do of it depends on the catalog. */
interface Request {

    QualifiedName table();

    /** What the change does to the table, as in "partition table …". */
    String title();

    /** What the table must be before anything can be planned. */
    default String state(Connection connection) throws SQLException {
        return "partitioned";
    }

    /** Whether what is to do can be planned yet. */
    default boolean isReady(Connection connection) throws SQLException {
        return Planning.exists(connection, table());
    }

    /**
     * What keeps the way there from being printed, because an earlier change of the same script may
     * be still to come; said by {@link io.github.livepartition.script.Absent}.
     */
    default Optional<Unready> unready(Connection connection) throws SQLException {
        return Optional.empty();
    }

    /**
     * A table that is not yet what it must be.
     *
     * @param state such as partitioned
     */
    record Unready(QualifiedName table, String state) {}

    /**
     * @throws SQLException what PostgreSQL says
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    Plan forward(Connection connection) throws SQLException;

    /**
     * The same between two stages, see {@link io.github.livepartition.run.Planner#next}.
     *
     * @throws SQLException what PostgreSQL says
     * @throws io.github.livepartition.plan.RefusedException with every reason against it
     */
    default Plan next(Connection connection) throws SQLException {
        return forward(connection);
    }

    /** Whether a stage at the head of the plan can be done before the change's turn. */
    default boolean canBeDoneAhead(Stage stage) {
        return false;
    }

    /** The way back from the table as it is. */
    Plan back(Connection connection) throws SQLException;

    /**
     * The way back to print, also before there is anything to undo: then from where it will lead.
     */
    Plan futureBack(Connection connection) throws SQLException;
}
