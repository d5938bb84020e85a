// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.Move;
import io.github.livepartition.plan.MoveMode;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.PartitionDrop;
import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.Pacing;
import io.github.livepartition.step.SlicePace;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Moves for tests: what is not set has the default of the changelog attribute, {@code warn} apart.
 */
record Moving(
        QualifiedName table,
        String from,
        String to,
        Optional<String> interval,
        Optional<String> name,
        Optional<KeyUnit> unit,
        MoveMode mode,
        Optional<Integer> fillfactor,
        Pace pace) {

    static Moving of(Request request, String from, String to) {
        return new Moving(
                request.table(),
                from,
                to,
                Optional.empty(),
                Optional.empty(),
                request.unit(),
                slices(50, false, false, Pacing.NONE),
                Optional.empty(),
                request.pace());
    }

    Moving interval(String text) {
        return new Moving(table, from, to, Optional.of(text), name, unit, mode, fillfactor, pace);
    }

    Moving name(String text) {
        return new Moving(
                table, from, to, interval, Optional.of(text), unit, mode, fillfactor, pace);
    }

    Moving mode(long maxLockMillis, boolean waits, boolean accepts) {
        return mode(slices(maxLockMillis, waits, accepts, Pacing.NONE));
    }

    private Moving mode(MoveMode other) {
        return new Moving(table, from, to, interval, name, unit, other, fillfactor, pace);
    }

    private static MoveMode slices(
            long maxLockMillis, boolean waits, boolean accepts, Pacing pacing) {
        return new MoveMode.Slices(
                new SlicePace(Duration.ofMillis(maxLockMillis), waits, accepts, pacing), false);
    }

    Moving paced(Pacing pacing) {
        return mode(slices(50, false, false, pacing));
    }

    Moving staged() {
        return mode(new MoveMode.Stage(Pacing.NONE, false));
    }

    /** In its mode as it is by default. */
    Moving acceptPublications() {
        return mode(
                mode instanceof MoveMode.Stage
                        ? new MoveMode.Stage(Pacing.NONE, true)
                        : new MoveMode.Slices(
                                new SlicePace(Duration.ofMillis(50), false, false, Pacing.NONE),
                                true));
    }

    Moving fillfactor(int percent) {
        return new Moving(table, from, to, interval, name, unit, mode, Optional.of(percent), pace);
    }

    Moving pace(long lockTimeoutMillis, long retryForMillis) {
        Pace other =
                new Pace(Duration.ofMillis(lockTimeoutMillis), Duration.ofMillis(retryForMillis));
        return new Moving(table, from, to, interval, name, unit, mode, fillfactor, other);
    }

    Move move() {
        return new Move(
                table,
                table.withName(Conversion.defaultLegacyName(table.name())),
                from,
                to,
                interval,
                name.map(Identifier::new),
                Optional.empty(),
                unit,
                ZoneOffset.UTC,
                mode,
                fillfactor,
                Optional.empty(),
                pace);
    }

    List<String> there(TestDatabase database) throws SQLException {
        try (Connection connection = database.owner()) {
            return there(connection);
        }
    }

    List<String> there(Connection connection) throws SQLException {
        List<String> progress = new CopyOnWriteArrayList<>();
        new Runner(connection, progress::add)
                .run(
                        Planner.of(
                                () -> Planning.move(connection, move()),
                                () -> Planning.nextMove(connection, move())));
        return progress;
    }

    List<String> back(TestDatabase database) throws SQLException {
        try (Connection connection = database.owner()) {
            return back(connection);
        }
    }

    List<String> back(Connection connection) throws SQLException {
        List<String> progress = new CopyOnWriteArrayList<>();
        new Runner(connection, progress::add).run(() -> Planning.moveBack(connection, move()));
        return progress;
    }

    PartitionDrop drop(boolean detach) {
        return new PartitionDrop(table, move().legacy(), detach, pace);
    }

    List<String> dropLegacy(TestDatabase database, boolean detach) throws SQLException {
        List<String> progress = new CopyOnWriteArrayList<>();
        try (Connection connection = database.owner()) {
            new Runner(connection, progress::add)
                    .run(() -> Planning.partitionDrop(connection, drop(detach)));
        }
        return progress;
    }
}
