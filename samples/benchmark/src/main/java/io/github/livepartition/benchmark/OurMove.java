// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import io.github.livepartition.plan.Completion;
import io.github.livepartition.plan.Move;
import io.github.livepartition.plan.MoveMode;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Staged;
import io.github.livepartition.run.Planner;
import io.github.livepartition.run.Planning;
import io.github.livepartition.run.Runner;
import io.github.livepartition.step.Pacing;
import io.github.livepartition.step.SlicePace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code moveRangeToPartition} by month of all there is, and {@code completeMove}. */
final class OurMove implements Mover {

    private static final String PLAN = "plan";
    private static final Pattern SLICE = Pattern.compile("(\\d+) rows moved");
    private static final Pattern COMPARED = Pattern.compile("(\\d+) rows are equal");

    private final Orders orders;
    private final String name;
    private final MoveMode mode;
    private Moved moved = new Moved();
    private Stopwatch watch;
    private final long total;
    private long rows;
    private long rowsOfStage;

    private OurMove(Orders orders, long total, String name, MoveMode mode) {
        this.orders = orders;
        this.total = total;
        this.name = name;
        this.mode = mode;
    }

    static OurMove staged(Orders orders, long total) {
        return new OurMove(orders, total, "stage", new MoveMode.Stage(Pacing.NONE, false));
    }

    static OurMove slices(Orders orders, long total) {
        return new OurMove(
                orders,
                total,
                "slices",
                new MoveMode.Slices(
                        new SlicePace(SlicePace.MAX_LOCK_TIME, false, false, Pacing.NONE), false));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Moved moved() {
        return moved;
    }

    @Override
    public Measure run(Connection connection) throws SQLException {
        moved = new Moved();
        watch = new Stopwatch(connection);
        rows = 0;
        moved.rate().add(0);
        run(
                connection,
                Planner.of(
                        () -> Planning.move(connection, move()),
                        () -> Planning.nextMove(connection, move())));
        if (mode instanceof MoveMode.Stage) {
            run(connection, () -> Planning.completion(connection, completion()));
        }
        return watch.stop();
    }

    private void run(Connection connection, Planner planner) throws SQLException {
        new Runner(connection, this::hear)
                .run(Planner.of(() -> timed(planner::plan), () -> timed(planner::next)));
    }

    private Plan timed(Planner planner) throws SQLException {
        begin(PLAN);
        Plan plan = planner.plan();
        begin(plan.isEmpty() ? PLAN : kind(plan.stages().get(0).title()));
        return plan;
    }

    private void begin(String stage) throws SQLException {
        watch.pause();
        watch.stage(stage);
        rowsOfStage = 0;
    }

    private void hear(String line) {
        moved.hear(watch.stage(), line);
        Matcher slice = SLICE.matcher(line);
        if (slice.find()) {
            long now = Long.parseLong(slice.group(1));
            have(rows + now - rowsOfStage);
            rowsOfStage = now;
        }
        Matcher compared = COMPARED.matcher(line);
        if (compared.find() && isUnderWay()) {
            have(rows + Long.parseLong(compared.group(1)));
        }
    }

    /** And not being compared once more before the switch. */
    private boolean isUnderWay() {
        return rows < total;
    }

    private void have(long now) {
        rows = now;
        moved.rate().add(rows);
    }

    /** Without names, which differ from month to month. */
    private static String kind(String title) {
        return title.replaceAll("about \\d+ rows", "the rows")
                .replaceAll("( (of|to|with|in|into|from|is))* (\"|\\d).*", "");
    }

    private Move move() {
        return new Move(
                orders.name(),
                orders.legacyName(),
                Move.MINVALUE,
                LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).plusMonths(1).toString(),
                Optional.of("month"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ZoneOffset.UTC,
                mode,
                Optional.empty(),
                Optional.empty(),
                Pace.DEFAULT);
    }

    private Completion completion() {
        return new Completion(
                new Staged(orders.name(), orders.legacyName()), false, Pacing.NONE, Pace.DEFAULT);
    }
}
