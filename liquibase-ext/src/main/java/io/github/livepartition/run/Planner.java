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
}
