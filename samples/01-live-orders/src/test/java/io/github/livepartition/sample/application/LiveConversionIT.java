// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.sample.application.Report.Event;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample's conversion and its rollback, under the eyes of the application. */
@PostgresTest
class LiveConversionIT {
    private static final Logger LOG = Logger.getLogger(LiveConversionIT.class.getName());
    private static final String TAG = "one-table";
    private static final int ORDERS = Integer.getInteger("live.orders", 100_000);
    private static final int STEPS = 25;

    /** Many times what we promise: the machine may be busy with anything. */
    private static final long MOST_STALL = TimeUnit.SECONDS.toNanos(2);

    private TestDatabase db;
    private ShopFixture shop;
    private HostileApplication application;

    @BeforeEach
    void take(TestDatabase database) {
        db = database;
    }

    private void open(String changelog) throws Exception {
        shop = new ShopFixture(db, ORDERS);
        shop.liquibase("updateToTag", changelog, "tag", TAG);
        application = shop.application();
        application.start();
        application.awaitSteps(STEPS);
    }

    @AfterEach
    void close() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"changelog/changelog.yaml", "changelog/copy.yaml"})
    void everyRowIsFoundOnceOverTheConversion(String changelog) throws Exception {
        open(changelog);
        shop.liquibase("update", changelog);
        application.awaitSteps(STEPS);
        var report = exactReport();
        assertThat(application.sawPartitions()).isTrue();
        assertThat(application.shop().ledgers).allMatch(Ledger::isOpen);
        assertThat(report.events()).extracting(Event::sign).endsWith('P');
        assertThat(report.times()).extracting(Report.Time::kind).contains(Kind.UPSERT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"changelog/changelog.yaml", "changelog/copy.yaml"})
    void everyRowIsFoundOnceOverConversionAndRollback(String changelog) throws Exception {
        open(changelog);
        shop.liquibase("update", changelog);
        application.awaitSteps(STEPS);
        application.calmDown();
        shop.liquibase("rollback", changelog, "tag", TAG);
        application.awaitSteps(STEPS);
        var report = exactReport();
        assertThat(application.sawPartitions()).isFalse();
        assertThat(report.events()).extracting(Event::sign).contains('P').endsWith('H');
    }

    @Test
    void everyRowIsFoundOnceOverASecondSwitch() throws Exception {
        String changelog = "changelog/copy.yaml";
        open(changelog);
        application.keepOldKey();
        shop.liquibase("update", changelog);
        application.awaitSteps(STEPS);
        shop.liquibase("rollback", changelog, "tag", TAG);
        application.awaitSteps(STEPS);
        shop.liquibase("update", changelog);
        application.awaitSteps(STEPS);
        application.calmDown();
        shop.liquibase("update", "src/test/changelog/drop-legacy.yaml");
        application.awaitSteps(STEPS);
        var report = exactReport();
        assertThat(report.events())
                .extracting(Event::sign)
                .containsSubsequence('P', 'H', 'P')
                .endsWith('P', 'D');
        assertThat(db.one("SELECT to_regclass('app.orders_legacy') IS NULL")).isEqualTo("t");
    }

    /** To look at where {@code -Dlive.orders} makes it large. */
    private static String said(Report report) {
        long first = report.events().stream().mapToLong(Event::at).min().orElse(Long.MAX_VALUE);
        return "%d orders, %d writes, %d checks, longest stall %s before the first change, %s in all; %s"
                .formatted(
                        ORDERS,
                        report.writes(),
                        report.checks(),
                        millis(report.longestStall(0, first)),
                        millis(report.longestStall(0, Long.MAX_VALUE)),
                        report.events().stream()
                                .filter(event -> event.sign() == 'P' || event.sign() == 'H')
                                .map(
                                        event ->
                                                event.what()
                                                        + " "
                                                        + millis(report.longestStallAt(event)))
                                .toList());
    }

    private static String millis(Optional<Report.Time> time) {
        return time.map(t -> t.nanos() / 1_000_000 + " ms (" + t.kind() + ")").orElse("none");
    }

    private Report exactReport() throws Exception {
        application.close();
        var report = application.report();
        LOG.info(() -> said(report));
        assertThat(report.faults()).isEmpty();
        assertThat(report.balance().details()).isEmpty();
        assertThat(report.isExact()).isTrue();
        assertThat(report.longestStall(0, Long.MAX_VALUE))
                .hasValueSatisfying(time -> assertThat(time.nanos()).isLessThan(MOST_STALL));
        return report;
    }
}
