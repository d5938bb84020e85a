// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;

/**
 * Kills runs at random moments while the twins are written to. After each kill readers must find
 * the table whole at once, the next run goes on, and ends as one does that nobody kills. Counts the
 * kills that hit a run at work.
 */
final class Kills {

    /** One of the runs, planned anew whenever it goes on. */
    interface Work {
        Plan plan(Connection connection) throws SQLException;
    }

    private interface Blow {
        void strike(Connection victim) throws SQLException, InterruptedException;
    }

    private final TestDatabase database;
    private final Twins twins;
    private final long seed;
    private final Random random;
    private final List<Blow> blows;
    private final List<String> hits = new ArrayList<>();

    private Kills(TestDatabase database, Twins twins, long seed, boolean server) {
        this.database = database;
        this.twins = twins;
        this.seed = seed;
        this.random = new Random(seed);
        this.blows =
                server
                        ? List.of(victim -> database.crash())
                        : List.of(this::terminate, this::vanish);
    }

    /** Of the client, or of its backend. */
    static Kills ofSessions(TestDatabase database, Twins twins, long seed) {
        return new Kills(database, twins, seed, false);
    }

    static Kills ofTheServer(TestDatabase database, Twins twins, long seed) {
        return new Kills(database, twins, seed, true);
    }

    /** Starts the twins, and ends them. */
    void over(int attempts, List<Work> works) throws Exception {
        List<List<String>> ends = undisturbed(works);
        try (twins) {
            twins.start();
            for (int i = 0; i < works.size(); i++) {
                for (int attempt = 0; attempt < attempts; attempt++) {
                    kill(works.get(i));
                }
                try (Running run = run(database.owner(), works.get(i))) {
                    run.finish();
                }
                assertThat(Definition.of(database))
                        .as("%s, work %d", this, i)
                        .isEqualTo(ends.get(i));
            }
        }
        assertThat(twins.faults()).as("%s", this).isEmpty();
        assertThat(twins.differences()).as("%s", this).isEmpty();
        assertThat(hits).as("%s", this).isNotEmpty();
        System.out.printf("%s, equal%n", this);
    }

    /** What each ends with. */
    private List<List<String>> undisturbed(List<Work> works) throws Exception {
        TestDatabase copy = database.copy();
        List<List<String>> ends = new ArrayList<>();
        for (Work work : works) {
            try (Running run = run(copy.owner(), work)) {
                run.finish();
            }
            ends.add(Definition.of(copy));
        }
        copy.close();
        return ends;
    }

    private static Running run(Connection connection, Work work) {
        return Running.of(connection, () -> work.plan(connection));
    }

    private void kill(Work work) throws Exception {
        Connection victim = database.owner();
        try (Running run = run(victim, work)) {
            String stage = someStage(run);
            int after = random.nextInt(1 + random.nextInt(400));
            for (int i = 0; i < after && !run.done(); i++) {
                Thread.sleep(1);
            }
            Blow blow = blows.get(random.nextInt(blows.size()));
            if (run.done()) {
                run.finish();
                return;
            }
            blow.strike(victim);
            if (run.died()) {
                hits.add(stage);
            }
        }
        assertThat(twins.differences()).as("%s, seen at once", this).isEmpty();
    }

    /** One of those it has to do, each as likely; waits until it has come there. */
    private String someStage(Running run)
            throws SQLException, InterruptedException, TimeoutException {
        int part = random.nextInt(1 << 20);
        while (run.said().isEmpty() && !run.done()) {
            Thread.sleep(1);
        }
        if (run.done() && run.said().isEmpty()) {
            run.finish();
        }
        String first = run.said().get(0);
        int stages = first.startsWith("stage 1 of ") ? Integer.parseInt(first.split("[ :]")[3]) : 1;
        int stage = 1 + part % stages;
        while (!run.done()
                && run.said().stream()
                        .noneMatch(line -> line.startsWith("stage %d of ".formatted(stage)))) {
            Thread.sleep(1);
        }
        return stage + "/" + stages;
    }

    private void terminate(Connection victim) throws SQLException {
        database.asSuperuser(
                "SELECT pg_terminate_backend(%d, 60000)"
                        .formatted(victim.unwrap(PGConnection.class).getBackendPID()));
    }

    /** Its backend goes on until it notices. */
    private void vanish(Connection victim) throws SQLException, InterruptedException {
        int pid = victim.unwrap(PGConnection.class).getBackendPID();
        victim.abort(Runnable::run);
        assertThat(twins.differences()).as("%s, its client has vanished", this).isEmpty();
        for (int i = 0;
                !database.asSuperuser("SELECT FROM pg_stat_activity WHERE pid = " + pid).isEmpty();
                i++) {
            assertThat(i).as("%s, its client has vanished", this).isLessThan(600);
            Thread.sleep(100);
        }
    }

    @Override
    public String toString() {
        return "seed %d: %d kills (in stage %s)"
                .formatted(seed, hits.size(), String.join(" ", hits));
    }
}
