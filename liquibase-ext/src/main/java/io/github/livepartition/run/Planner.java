// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Plan;
import java.sql.SQLException;

/** Reads the catalog and plans what is left to do. */
@FunctionalInterface
public interface Planner {

    /**
     * @throws SQLException what PostgreSQL says
     * @throws io.github.livepartition.plan.RefusedException when it cannot be done
     */
    Plan plan() throws SQLException;

    /**
     * The same between two stages of a run: what was found when it began has been said, and need
     * not be looked for.
     *
     * @throws SQLException what PostgreSQL says
     * @throws io.github.livepartition.plan.RefusedException when it cannot be done any more
     */
    default Plan next() throws SQLException {
        return plan();
    }

    /**
     * Plans in two ways.
     *
     * @param between how it plans between two stages
     */
    static Planner of(Planner begin, Planner between) {
        return new Planner() {
            @Override
            public Plan plan() throws SQLException {
                return begin.plan();
            }

            @Override
            public Plan next() throws SQLException {
                return between.plan();
            }
        };
    }
}
