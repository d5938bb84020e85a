// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import io.github.livepartition.sample.application.Balance.Rest;
import io.github.livepartition.sample.application.Counter.Shared;
import io.github.livepartition.sample.application.Report.Event;
import io.github.livepartition.sample.application.Report.Time;
import io.github.livepartition.sample.application.Shop.Lateness;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * An application that uses app.orders in every way there is, and keeps an exact account: which rows
 * it must find, each exactly once, at any moment. It needs the tables and functions of the sample's
 * changelog, and the rights of an ordinary user of them.
 */
public final class HostileApplication implements AutoCloseable {
    private static final Duration LAST_STEP = Duration.ofMinutes(2);

    private final Shop shop;
    private final List<Writer> writers;
    private final List<Shared> shared;
    private final List<Worker> workers = new ArrayList<>();
    private final Watch watch;
    private final Rest rest;
    private final List<Thread> threads = new ArrayList<>();
    private long begin = System.nanoTime();
    private long end;
    private volatile boolean stopped;

    private HostileApplication(Opening opening) throws SQLException {
        shop = opening.shop();
        writers = opening.writers();
        shared = opening.sharedRows();
        watch = new Watch(shop);
        hire();
        watch.look();
        try (var session = new Session(shop.settings, "rest", false)) {
            rest = Balance.rest(session, shop.lastCustomer);
        }
    }

    /** Takes over some rows of the table and counts the others. Nobody else may write meanwhile. */
    public static HostileApplication open(Settings settings) throws SQLException {
        return open(settings, Lateness.upTo(settings.late()));
    }

    static HostileApplication open(Settings settings, Lateness lateness) throws SQLException {
        var opening = Opening.of(settings, lateness);
        try {
            return new HostileApplication(opening);
        } finally {
            opening.close();
        }
    }

    private void hire() {
        workers.addAll(writers);
        for (int i = 0; i < shop.settings.counters(); i++) {
            workers.add(new Counter("counter " + i, shop, i % 2 == 1, shared));
        }
        for (int i = 0; i < shop.settings.readers(); i++) {
            workers.add(new Reader("reader " + i, shop, i % 4 == 3, Reach.PRUNED, Reach.WHOLE));
        }
        for (int i = 0; i < shop.settings.scanners(); i++) {
            workers.add(new Reader("scanner " + i, shop, i % 4 == 3, Reach.SCAN));
        }
    }

    /** Works until {@link #close}. */
    public void start() {
        begin = System.nanoTime();
        thread("watch", watch);
        for (Worker worker : workers) {
            thread(
                    worker.name,
                    () -> {
                        while (!stopped) {
                            worker.stepOrFault();
                            worker.pause();
                        }
                    });
        }
    }

    /** Each thread does this many steps, all threads at once. */
    public void run(int steps) throws SQLException {
        watch.look();
        for (Worker worker : workers) {
            thread(
                    worker.name,
                    () -> {
                        for (int i = 0; i < steps; i++) {
                            worker.stepOrFault();
                        }
                    });
        }
        join();
    }

    private void thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** From now on no statement relies on the new primary key, so that it may go again. */
    public void keepOldKey() {
        shop.keepsOldKey = true;
    }

    /**
     * From now on nothing reads with an old snapshot and nothing relies on the new primary key:
     * what a rollback of the conversion asks of an application. Returns when all steps that began
     * before have ended.
     */
    public void calmDown() {
        shop.oldSnapshots = false;
        awaitSteps(2); // one may have begun before
    }

    /** Returns when each thread has ended this many steps more, or the application is closed. */
    public void awaitSteps(int steps) {
        var goals = new HashMap<Worker, Long>();
        workers.forEach(worker -> goals.put(worker, worker.steps() + steps));
        goals.forEach(
                (worker, goal) -> {
                    while (!stopped && worker.steps() < goal) {
                        Worker.sleep(5);
                    }
                });
    }

    /** Nanoseconds since {@link #start}, as the report counts them. */
    public long elapsed() {
        return System.nanoTime() - begin;
    }

    Shop shop() {
        return shop;
    }

    List<Writer> writers() {
        return writers;
    }

    public boolean sawPartitions() {
        return shop.partitioned;
    }

    public long faults() {
        return shop.journal.faultCount();
    }

    /** Ends all work. */
    @Override
    public void close() {
        stopped = true;
        watch.stop();
        end = System.nanoTime();
        join();
        workers.forEach(worker -> worker.session.close());
    }

    private void join() {
        for (Thread thread : threads) {
            try {
                thread.join(LAST_STEP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                shop.journal.fault(thread.getName(), Kind.COMMIT, "does not end", "still waiting");
            }
        }
        threads.clear();
    }

    /** Compares the table with the account, after {@link #close} or between two runs. */
    public Report report() throws SQLException {
        var journal = shop.journal;
        return new Report(
                end - begin,
                times(),
                watch.marks().stream().map(mark -> Event.of(mark, begin)).toList(),
                journal.writes(),
                journal.checks(),
                journal.faultCount(),
                journal.faults(),
                balance());
    }

    private Balance balance() throws SQLException {
        var accounts = new HashMap<Long, Order>(Counter.expected(shared));
        writers.forEach(writer -> accounts.putAll(writer.account.rows()));
        try (var session = new Session(shop.settings, "balance", false)) {
            return Balance.of(session, shop.lastCustomer, rest, accounts);
        }
    }

    private List<Time> times() {
        var times = new ArrayList<Time>();
        for (Worker worker : workers) {
            worker.session
                    .timings()
                    .forEach(
                            (kind, sample) ->
                                    times.add(
                                            new Time(
                                                    kind, sample.begin() - begin, sample.nanos())));
        }
        times.removeIf(time -> time.begin() < 0); // the opening
        times.sort(Comparator.comparingLong(Time::begin));
        return times;
    }
}
