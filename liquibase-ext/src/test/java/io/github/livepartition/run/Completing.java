// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Completion;
import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.Staged;
import io.github.livepartition.step.Pacing;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Switches to staged ranges for tests, and their way back. */
record Completing(Completion completion) {

    static Completing of(Request request) {
        return of(request, false);
    }

    /** With partitions for what is not staged. */
    static Completing withRemainder(Request request) {
        return of(request, true);
    }

    private static Completing of(Request request, boolean remainder) {
        return new Completing(
                new Completion(
                        new Staged(
                                request.table(),
                                request.table()
                                        .withName(
                                                Conversion.defaultLegacyName(
                                                        request.table().name()))),
                        remainder,
                        Pacing.NONE,
                        request.pace()));
    }

    Completing pace(Pace pace) {
        return new Completing(
                new Completion(
                        completion.staged(), completion.remainder(), completion.pacing(), pace));
    }

    List<String> there(TestDatabase database) throws SQLException {
        try (Connection connection = database.owner()) {
            return there(connection);
        }
    }

    List<String> there(Connection connection) throws SQLException {
        List<String> progress = new CopyOnWriteArrayList<>();
        new Runner(connection, progress::add)
                .run(() -> Planning.completion(connection, completion));
        return progress;
    }

    List<String> back(TestDatabase database) throws SQLException {
        try (Connection connection = database.owner()) {
            return back(connection);
        }
    }

    List<String> back(Connection connection) throws SQLException {
        List<String> progress = new CopyOnWriteArrayList<>();
        new Runner(connection, progress::add)
                .run(() -> Planning.completionBack(connection, completion));
        return progress;
    }
}
