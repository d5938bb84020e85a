// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.script.Script;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A conversion, its way back and a second conversion, stage by stage. */
final class Stages {

    private Stages() {}

    /** What happens between two stages. */
    interface Between {

        /**
         * @param number another one each time
         * @param stages those that were run until then
         */
        void two(int number, List<String> stages) throws SQLException;
    }

    static void walk(TestDatabase database, Request request, Between between) throws SQLException {
        List<String> stages = new ArrayList<>();
        int number = 1000;
        try (Connection connection = database.owner()) {
            for (boolean there : new boolean[] {true, false, true}) {
                while (true) {
                    between.two(number++, stages);
                    Plan plan =
                            there
                                    ? Planning.conversion(connection, request.conversion())
                                    : Planning.reversion(connection, request.conversion());
                    if (plan.isEmpty()) {
                        break;
                    }
                    stages.add(plan.stages().get(0).title());
                    Orders.execute(connection, Script.of(plan).stages().get(0));
                }
            }
        }
    }
}
