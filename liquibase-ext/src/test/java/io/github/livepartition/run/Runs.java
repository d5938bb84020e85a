// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.LegacyDrop;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.script.Script;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs a conversion and its rollback, as the change does; answers the lines of progress. */
final class Runs {

    private Runs() {}

    static List<String> convert(TestDatabase database, Request request) throws SQLException {
        try (Connection connection = database.owner()) {
            return convert(connection, request);
        }
    }

    static List<String> convert(Connection connection, Request request) throws SQLException {
        List<String> progress = new CopyOnWriteArrayList<>();
        new Runner(connection, progress::add)
                .run(() -> Planning.conversion(connection, request.conversion()));
        return progress;
    }

    /** The stages before the one of that title, and then its text. */
    static String upTo(TestDatabase database, Request request, String title) throws SQLException {
        try (Connection connection = database.owner()) {
            while (true) {
                Plan plan = Planning.conversion(connection, request.conversion());
                String stage = Script.of(plan).stages().get(0);
                if (plan.stages().get(0).title().equals(title)) {
                    return stage;
                }
                Orders.execute(connection, stage);
            }
        }
    }

    /** The first stage of the plan alone. */
    static void stage(Connection connection, Plan plan) throws SQLException {
        for (String statement : Script.first(plan)) {
            Orders.execute(connection, statement);
        }
    }

    static List<String> revert(TestDatabase database, Request request) throws SQLException {
        try (Connection connection = database.owner()) {
            return revert(connection, request);
        }
    }

    static List<String> revert(Connection connection, Request request) throws SQLException {
        List<String> progress = new CopyOnWriteArrayList<>();
        new Runner(connection, progress::add)
                .run(() -> Planning.reversion(connection, request.conversion()));
        return progress;
    }

    static LegacyDrop legacyDrop(Request request) {
        return new LegacyDrop(
                request.table(), request.conversion().legacy(), request.conversion().pace());
    }

    static List<String> dropLegacy(TestDatabase database, Request request) throws SQLException {
        List<String> progress = new CopyOnWriteArrayList<>();
        try (Connection connection = database.owner()) {
            new Runner(connection, progress::add)
                    .run(() -> Planning.legacyDrop(connection, legacyDrop(request)));
        }
        return progress;
    }
}
