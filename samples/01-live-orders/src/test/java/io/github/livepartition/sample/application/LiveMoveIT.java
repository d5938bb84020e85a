// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import liquibase.exception.LiquibaseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The history leaves the old heap under the eyes of the application. {@code -Dlive.orders=1000000
 * -Dlive.months=1} makes the table larger and the ranges as short as a month, {@code
 * -Dlive.wait=60s} gives the slices that wait more time.
 */
@PostgresTest
class LiveMoveIT {
    private static final Logger LOG = Logger.getLogger(LiveMoveIT.class.getName());
    private static final int ORDERS = Integer.getInteger("live.orders", 15_000);
    private static final int MONTHS = Integer.getInteger("live.months", 6);
    private static final String WAIT = System.getProperty("live.wait", "5s");
    private static final long SEED = Long.getLong("live.seed", 7);
    private static final int STEPS = 25;
    private static final Path FILES = Path.of("target", "live-move");
    private static final String ATTACHED = "changelog/changelog.yaml";

    private static final String OUTSIDE =
            """
            SELECT count(*) FROM app.orders WHERE created_at < date_trunc('month', now())
               AND tableoid <> 'app.orders_legacy'::regclass""";

    /** Many times what we promise: the machine may be busy with anything. */
    private static final long MOST_STALL = TimeUnit.SECONDS.toNanos(2);

    private final List<Phase> phases = new ArrayList<>();
    private TestDatabase db;
    private ShopFixture shop;
    private HostileApplication application;
    private Instant there;

    /** What was done from when to when, in nanoseconds of the application. */
    private record Phase(String title, long from, long to) {}

    @BeforeEach
    void attach(TestDatabase database) throws Exception {
        db = database;
        shop = new ShopFixture(db, ORDERS);
        shop.liquibase("update", ATTACHED);
        application = shop.application();
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void everyRowIsFoundOnceOverAStagedMove() throws Exception {
        List<String> ends = ends();
        List<String> moves = new ArrayList<>();
        for (int i = 1; i < ends.size(); i++) {
            moves.add(move(i == 1 ? "MINVALUE" : ends.get(i - 1), ends.get(i), ""));
        }
        Collections.shuffle(moves, new Random(SEED));
        String staged = changelog("staged", ATTACHED, moves, "tagDatabase: {tag: staged}");
        String completed =
                changelog(
                        "completed",
                        staged,
                        List.of("completeMove: {schemaName: app, tableName: orders}"));
        String dropped =
                changelog(
                        "dropped",
                        completed,
                        List.of("dropLegacyPartition: {schemaName: app, tableName: orders}"));
        begin();
        phase("stage", () -> shop.liquibase("update", staged));
        phase("switch", () -> shop.liquibase("update", completed));
        assertThat(partitionOf("orders_legacy")).isFalse();
        phase("switch back", () -> shop.liquibase("rollback", completed, "tag", "staged"));
        assertThat(partitionOf("orders_legacy")).isTrue();
        phase("switch again", () -> shop.liquibase("update", completed));
        phase("drop", () -> shop.liquibase("update", dropped));

        Report report = report();
        assertThat(report.faults()).isEmpty();
        assertExact(report);
        assertThat(db.one("SELECT to_regclass('app.orders_legacy') IS NULL")).isEqualTo("t");
        assertThat(report.times()).extracting(Report.Time::kind).contains(Kind.UPSERT);
    }

    @Test
    void plainReadersAndWritersFindEveryRowOnceOverSlices() throws Exception {
        begin();
        application.calmDown();
        slices("oldSnapshots: warn");
        Report report = report();
        assertThat(report.faults()).isEmpty();
        assertExact(report);
    }

    /** Who reads by the key with an old snapshot may miss rows; nobody else, and no row is lost. */
    @Test
    void oldSnapshotsMissRowsOverSlicesAndNobodyElse() throws Exception {
        begin();
        slices("oldSnapshots: warn, lockRetryFor: " + WAIT);
        assertOnlyTheCaveat();
    }

    /** Next to nothing is left of that, in an application that leaves room for it. */
    @Test
    void slicesThatWait() throws Exception {
        application.close();
        application = shop.slowApplication();
        db.asSuperuser(
                "GRANT pg_read_all_stats TO \"%s\""
                        .formatted(db.ownerUser().replace("\"", "\"\"")));
        begin();
        slices("oldSnapshots: wait, lockRetryFor: " + WAIT);
        assertOnlyTheCaveat();
    }

    private void assertOnlyTheCaveat() throws Exception {
        Report report = report();
        LOG.info(() -> "old snapshots: " + tally(report));
        assertThat(report.faults().stream().filter(fault -> !isOfTheCaveat(fault))).isEmpty();
        assertExact(report);
    }

    /**
     * Who writes with a kept snapshot may have to do it again, as after any concurrent update, and
     * MERGE may insert what it does not see. A read of the whole table may miss something on the
     * way back only.
     */
    private boolean isOfTheCaveat(Fault fault) {
        return fault.detail().startsWith("old snapshot")
                && (fault.what().equals("error 40001")
                        || fault.what().equals("error 23505")
                        || fault.detail().contains("PRUNED")
                        || fault.at().isAfter(there));
    }

    /** The oldest half moves, and comes back. */
    private void slices(String attributes) throws Exception {
        List<String> ends = ends();
        String half = ends.get(ends.size() / 2);
        String moved =
                changelog(
                        "moved",
                        ATTACHED,
                        List.of(
                                "tagDatabase: {tag: attached}",
                                move("MINVALUE", half, ", mode: slices, " + attributes)));
        phase("slices", () -> perhaps(() -> shop.liquibase("update", moved)));
        there = Instant.now();
        phase(
                "slices back",
                () -> perhaps(() -> shop.liquibase("rollback", moved, "tag", "attached")));
    }

    private static String move(String from, String to, String attributes) {
        return "moveRangeToPartition: {schemaName: app, tableName: orders, from: %s, to: %s, %s%s}"
                .formatted(
                        from,
                        to,
                        MONTHS == 1 ? "interval: month" : "partitionName: orders_before_" + to,
                        attributes);
    }

    private void begin() {
        application.start();
        application.awaitSteps(4 * STEPS);
        phases.add(new Phase("nothing", 0, application.elapsed()));
    }

    private interface Work {
        void run() throws Exception;
    }

    private void phase(String title, Work work) throws Exception {
        long from = application.elapsed();
        work.run();
        application.awaitSteps(STEPS);
        phases.add(new Phase(title, from, application.elapsed()));
    }

    /** Where the application leaves no room for it, it ends with an error. */
    private void perhaps(Work work) throws Exception {
        try {
            work.run();
        } catch (LiquibaseException e) {
            assertThat(e)
                    .satisfiesAnyOf(
                            x -> assertThat(x).hasStackTraceContaining("could not lock table"),
                            x -> assertThat(x).hasStackTraceContaining("there was no instant"));
        }
        LOG.info(() -> db.one(OUTSIDE) + " rows are outside of the old heap");
    }

    /** From where the old heap begins to where it ends, some months apart. */
    private List<String> ends() {
        return db.query(
                """
                SELECT to_char(m, 'YYYY-MM-DD') FROM
                  (SELECT substring(pg_get_expr(relpartbound, oid) FROM ' TO [(]''(.*)''[)]')::timestamptz AT TIME ZONE 'UTC' AS bound
                     FROM pg_class WHERE oid = 'app.orders_legacy'::regclass) AS legacy,
                  LATERAL (SELECT m FROM generate_series(0, 100) AS n, LATERAL (SELECT date_trunc('month', min(created_at) AT TIME ZONE 'UTC') + n * interval '%d months' AS m FROM app.orders) AS o
                    WHERE m < bound UNION SELECT bound) AS months ORDER BY m"""
                        .formatted(MONTHS));
    }

    private boolean partitionOf(String name) {
        return db.one(
                        "SELECT relispartition FROM pg_class WHERE oid = 'app.%s'::regclass"
                                .formatted(name))
                .equals("t");
    }

    /** One changeset for each change, after those of another file. */
    private static String changelog(String name, String first, List<String> changes, String... last)
            throws Exception {
        var text =
                new StringBuilder("databaseChangeLog:\n- include: {file: %s}\n".formatted(first));
        var all = new ArrayList<>(changes);
        all.addAll(List.of(last));
        for (int i = 0; i < all.size(); i++) {
            text.append(
                    "- changeSet: {id: %s %d, author: shop, runInTransaction: false, changes: [{%s}]}\n"
                            .formatted(name, i, all.get(i)));
        }
        Files.createDirectories(FILES);
        return Files.writeString(FILES.resolve(name + ".yaml"), text).toString();
    }

    private Report report() throws Exception {
        application.close();
        var report = application.report();
        LOG.info(() -> said(report));
        return report;
    }

    private void assertExact(Report report) {
        assertThat(report.balance().details()).isEmpty();
        assertThat(report.balance().isExact()).isTrue();
        assertThat(report.longestStall(0, Long.MAX_VALUE))
                .hasValueSatisfying(time -> assertThat(time.nanos()).isLessThan(MOST_STALL));
    }

    /** To look at where {@code -Dlive.orders} makes it large. */
    private String said(Report report) {
        return "%d orders, %d writes, %d checks, %d faults; longest stalls: %s"
                .formatted(
                        ORDERS,
                        report.writes(),
                        report.checks(),
                        report.faultCount(),
                        phases.stream().map(phase -> said(report, phase)).toList());
    }

    private static String said(Report report, Phase phase) {
        return report.longestStall(phase.from(), phase.to())
                .map(
                        time ->
                                "%s %d ms (%s) in %d s"
                                        .formatted(
                                                phase.title(),
                                                time.nanos() / 1_000_000,
                                                time.kind(),
                                                (phase.to() - phase.from()) / 1_000_000_000))
                .orElse(phase.title());
    }

    /** How often each kind of reader was wrong. */
    private static String tally(Report report) {
        return report.faults().stream()
                .collect(
                        Collectors.groupingBy(
                                fault ->
                                        fault.what().startsWith("expected Sums")
                                                ? fault.detail().split(" of ")[0]
                                                : fault.what() + " " + fault.detail(),
                                TreeMap::new,
                                Collectors.counting()))
                .toString();
    }
}
