// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.sample.application.Report.Event;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample's conversion and its rollback, under the eyes of the application. */
@PostgresTest
class LiveConversionIT {
    private static final String CHANGELOG = "changelog.yaml";
    private static final String TAG = "one-table";
    private static final int ORDERS = 100_000;
    private static final int STEPS = 25;

    /** Many times what we promise: the machine may be busy with anything. */
    private static final long MOST_STALL = TimeUnit.SECONDS.toNanos(2);

    private ShopFixture shop;
    private HostileApplication application;

    @BeforeEach
    void open(TestDatabase db) throws Exception {
        shop = new ShopFixture(db, ORDERS);
        shop.liquibase("updateToTag", CHANGELOG, "tag", TAG);
        application = shop.application();
        application.start();
        application.awaitSteps(STEPS);
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void everyRowIsFoundOnceOverTheConversion() throws Exception {
        shop.liquibase("update", CHANGELOG);
        application.awaitSteps(STEPS);
        var report = exactReport();
        assertThat(application.sawPartitions()).isTrue();
        assertThat(application.shop().ledgers).allMatch(Ledger::isOpen);
        assertThat(report.events()).extracting(Event::sign).endsWith('P');
        assertThat(report.times()).extracting(Report.Time::kind).contains(Kind.UPSERT);
    }

    @Test
    void everyRowIsFoundOnceOverConversionAndRollback() throws Exception {
        shop.liquibase("update", CHANGELOG);
        application.awaitSteps(STEPS);
        application.calmDown();
        shop.liquibase("rollback", CHANGELOG, "tag", TAG);
        application.awaitSteps(STEPS);
        var report = exactReport();
        assertThat(application.sawPartitions()).isFalse();
        assertThat(report.events()).extracting(Event::sign).contains('P').endsWith('H');
    }

    private Report exactReport() throws Exception {
        application.close();
        var report = application.report();
        assertThat(report.faults()).isEmpty();
        assertThat(report.balance().details()).isEmpty();
        assertThat(report.isExact()).isTrue();
        assertThat(report.longestStall(0, Long.MAX_VALUE))
                .hasValueSatisfying(time -> assertThat(time.nanos()).isLessThan(MOST_STALL));
        return report;
    }
}
