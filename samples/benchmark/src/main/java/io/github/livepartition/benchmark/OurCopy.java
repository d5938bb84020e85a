// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.CopyPace;
import io.github.livepartition.plan.PartitionBy;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Strategy;
import io.github.livepartition.run.Planning;
import io.github.livepartition.run.Runner;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.step.Pacing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code convertToPartitioned} with {@code strategy: copy}, from its begin to after the switch. */
record OurCopy(Server server, Orders orders, int sessions, Between between) implements Contestant {

    private static final String PLAN = "plan";

    @Override
    public String name() {
        return sessions == 1 ? "ours" : "ours, %d sessions".formatted(sessions);
    }

    @Override
    public Measure run(Connection connection) throws SQLException {
        return runUpTo(stage -> false, connection);
    }

    /** The same, but it ends before this stage, as if it had been killed there. */
    Measure runUpTo(Predicate<String> last, Connection connection) throws SQLException {
        Stopwatch watch = new Stopwatch(connection);
        watch.stage(PLAN);
        Conversion conversion = conversion();
        new Runner(connection, line -> {}, server::connect)
                .run(
                        () -> {
                            Plan plan = Planning.conversion(connection, conversion);
                            String next = plan.isEmpty() ? Between.END : title(plan);
                            // before the first stage the runner plans twice
                            if (!next.equals(watch.stage())) {
                                watch.pause();
                                between.before(next);
                                watch.stage(next);
                            }
                            return last.test(next) ? nothing(plan) : plan;
                        });
        return watch.stop();
    }

    private static String title(Plan plan) {
        return plan.stages().get(0).title();
    }

    private static Plan nothing(Plan plan) {
        return new Plan(plan.table(), plan.title(), List.of(), List.of(), plan.pace());
    }

    @Override
    public void undo(Connection connection) throws SQLException {
        Conversion conversion = conversion();
        new Runner(connection, line -> {}).run(() -> Planning.reversion(connection, conversion));
    }

    private Conversion conversion() {
        var byMonth =
                new PartitionBy.ByRange(
                        new Identifier(Orders.KEY),
                        Conversions.MONTH,
                        Optional.empty(),
                        Orders.PREMAKE,
                        ZoneOffset.UTC,
                        Optional.empty(),
                        Optional.empty());
        var pace = new CopyPace(CopyPace.BATCH_PAGES, Pacing.NONE, sessions);
        return Conversions.of(orders, new Strategy.Copy(byMonth, Optional.empty(), pace, true));
    }
}
