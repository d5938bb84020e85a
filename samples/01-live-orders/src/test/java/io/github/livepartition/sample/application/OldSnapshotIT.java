// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What design 3.0 says of stock PostgreSQL, and that the readers notice: rows that move together
 * with the bounds are missing for whoever reads with an older snapshot.
 */
@PostgresTest
class OldSnapshotIT {
    /** Takes the oldest month out of the old heap, in one transaction and under one lock. */
    private static final String MOVE_OLDEST_MONTH =
            """
            DO $$
            DECLARE
                bound timestamptz := (SELECT date_trunc('month', min(created_at), 'UTC')
                                             + interval '1 month' FROM app.orders);
                until timestamptz := date_trunc('month', now(), 'UTC') + interval '1 month';
            BEGIN
                LOCK TABLE app.orders;
                CREATE TABLE app.orders_oldest
                    (LIKE app.orders INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES);
                ALTER TABLE app.orders DETACH PARTITION app.orders_legacy;
                WITH moved AS (DELETE FROM app.orders_legacy WHERE created_at < bound RETURNING *)
                    INSERT INTO app.orders_oldest SELECT * FROM moved;
                EXECUTE format('ALTER TABLE app.orders ATTACH PARTITION app.orders_oldest
                    FOR VALUES FROM (MINVALUE) TO (%L)', bound);
                EXECUTE format('ALTER TABLE app.orders ATTACH PARTITION app.orders_legacy
                    FOR VALUES FROM (%L) TO (%L)', bound, until);
            END $$""";

    private TestDatabase db;
    private HostileApplication application;
    private Reader reader;
    private Ledger oldest;
    private Runnable beforeTheTouch = () -> {};

    @BeforeEach
    void partition(TestDatabase database) throws Exception {
        db = database;
        var shop = new ShopFixture(db, 3000);
        shop.createTables();
        application = shop.application(random -> beforeTheTouch.run());
        shop.partitionByHand();
        oldest = application.shop().ledgers.get(0);
        reader = new Reader("reader", application.shop(), false, Reach.PRUNED);
    }

    @AfterEach
    void close() {
        reader.session.close();
        application.close();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Connection.TRANSACTION_REPEATABLE_READ,
                Connection.TRANSACTION_SERIALIZABLE,
                Connection.TRANSACTION_READ_COMMITTED
            })
    void aTransactionThatTouchesTheTableAfterAMove(int isolation) throws Exception {
        beforeTheTouch = () -> db.query(MOVE_OLDEST_MONTH);
        reader.late(isolation, oldest);
        boolean keepsItsSnapshot = isolation != Connection.TRANSACTION_READ_COMMITTED;
        assertThat(application.faults() > 0).isEqualTo(keepsItsSnapshot);
        assertThat(application.report().balance().isExact()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ReadStyle.class)
    void aStatementThatWaitsForAMove(ReadStyle style) throws Exception {
        reader.read(oldest, style, Reach.PRUNED);
        try (var mover = db.session("mover")) {
            mover.run("BEGIN");
            mover.run("LOCK TABLE app.orders");
            var waiting = CompletableFuture.runAsync(() -> read(style));
            awaitLockQueue();
            mover.run(MOVE_OLDEST_MONTH);
            mover.run("COMMIT");
            waiting.join();
        }
        assertThat(application.faults()).isEqualTo(style.oldSnapshot() ? 1 : 0);
        reader.read(oldest, style, Reach.PRUNED);
        assertThat(application.faults()).isLessThanOrEqualTo(1);
    }

    private void read(ReadStyle style) {
        try {
            reader.read(oldest, style, Reach.PRUNED);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(style.name().toLowerCase(Locale.ROOT), e);
        }
    }

    private void awaitLockQueue() {
        var waits =
                "SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)"
                        + " WHERE NOT granted AND application_name = 'application reader'";
        while (db.asSuperuser(waits).isEmpty()) {
            Worker.sleep(5);
        }
    }
}
