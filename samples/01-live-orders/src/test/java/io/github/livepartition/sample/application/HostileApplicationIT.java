// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import static io.github.livepartition.sample.application.Difference.Sort.CHANGED;
import static io.github.livepartition.sample.application.Difference.Sort.DOUBLE;
import static io.github.livepartition.sample.application.Difference.Sort.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account is worth what it finds: every sabotage, and nothing where there is none. */
@PostgresTest
class HostileApplicationIT {
    private static final int STEPS = 40;
    private static final long NOBODYS_ROW = 1234;

    private TestDatabase db;
    private ShopFixture shop;
    private HostileApplication application;

    @BeforeEach
    void open(TestDatabase database) throws Exception {
        db = database;
        shop = new ShopFixture(db, 3000);
        shop.createTables();
        application = shop.application(random -> {});
        application.run(STEPS);
        assertThat(application.faults()).isZero();
    }

    @AfterEach
    void close() {
        application.close();
    }

    private Report work() throws Exception {
        application.run(STEPS);
        return application.report();
    }

    /** A row that is never deleted, and which its thread looks at all the time. */
    private long aKeepersRow() {
        return application.writers().stream()
                .filter(Keeper.class::isInstance)
                .flatMap(keeper -> keeper.account.rows().keySet().stream())
                .min(Long::compare)
                .orElseThrow();
    }

    private void quietly(String sql) {
        db.query("ALTER TABLE app.orders DISABLE TRIGGER orders_revision");
        db.query(sql);
        db.query("ALTER TABLE app.orders ENABLE TRIGGER orders_revision");
    }

    @Test
    void isExactOnOneTable() throws Exception {
        var report = work();
        assertThat(report.faults()).isEmpty();
        assertThat(report.balance().details()).isEmpty();
        assertThat(report.isExact()).isTrue();
        assertThat(report.writes()).isGreaterThan(STEPS);
        assertThat(report.checks()).isGreaterThan(10L * STEPS);
    }

    @Test
    void isExactWhileTheTableIsPartitioned() throws Exception {
        var partitioned = CompletableFuture.runAsync(shop::partitionByHand);
        application.run(STEPS);
        partitioned.join();
        var report = work();
        assertThat(report.faults()).isEmpty();
        assertThat(report.balance().details()).isEmpty();
        assertThat(report.times()).extracting(Report.Time::kind).contains(Kind.UPSERT);
        assertThat(application.shop().ledgers).allMatch(Ledger::isOpen);
    }

    @Test
    void findsADeletedRow() throws Exception {
        db.query("DELETE FROM app.orders WHERE id = %d".formatted(aKeepersRow()));
        var report = work();
        assertThat(report.balance().count(MISSING)).isPositive();
        assertThat(report.faults())
                .extracting(Fault::kind)
                .contains(Kind.LIST, Kind.PREPARED, Kind.EXECUTE, Kind.COPY_OUT, Kind.FUNCTION)
                .contains(Kind.VIEW, Kind.PORTAL, Kind.CURSOR, Kind.TEXT, Kind.SCAN);
    }

    @Test
    void findsADeletedRowThatNobodyWrites() throws Exception {
        db.query("DELETE FROM app.orders WHERE id = %d".formatted(NOBODYS_ROW));
        var report = work();
        assertThat(report.balance().count(MISSING)).isEqualTo(1);
        assertThat(report.balance().found()).isEqualTo(report.balance().expected() - 1);
    }

    @Test
    void findsADoubleRow() throws Exception {
        db.query("ALTER TABLE app.orders DROP CONSTRAINT orders_pkey");
        db.query(copyOf(aKeepersRow()));
        var report = work();
        assertThat(report.balance().count(DOUBLE)).isPositive();
        assertThat(report.faults()).extracting(Fault::what).contains("DOUBLE");
    }

    @Test
    void findsADoubleRowThatNobodyWrites() throws Exception {
        db.query("ALTER TABLE app.orders DROP CONSTRAINT orders_pkey");
        db.query(copyOf(NOBODYS_ROW));
        assertThat(work().balance().count(DOUBLE)).isEqualTo(1);
    }

    private static String copyOf(long row) {
        return "INSERT INTO app.orders SELECT * FROM app.orders WHERE id = %d".formatted(row);
    }

    @Test
    void findsAChange() throws Exception {
        quietly("UPDATE app.orders SET amount = amount + 1 WHERE id = %d".formatted(aKeepersRow()));
        assertThat(work().faults()).extracting(Fault::what).contains("CHANGED");
    }

    @Test
    void findsAChangeOfARowThatNobodyWrites() throws Exception {
        quietly("UPDATE app.orders SET note = 'x' WHERE id = %d".formatted(NOBODYS_ROW));
        assertThat(work().balance().count(CHANGED)).isEqualTo(1);
    }

    @Test
    void findsALostUpdateOfASharedRow() throws Exception {
        quietly(
                "UPDATE app.orders SET amount = amount - 1, revision = revision - 1"
                        + " WHERE customer_id = (SELECT max(customer_id) FROM app.orders)");
        var report = work();
        assertThat(report.balance().count(CHANGED)).isPositive();
        assertThat(report.faults())
                .extracting(Fault::detail)
                .anyMatch(detail -> detail.startsWith("shared row"));
    }

    @Test
    void findsATriggerThatIsGone() throws Exception {
        db.query("DROP TRIGGER orders_revision ON app.orders");
        assertThat(work().faults()).extracting(Fault::what).contains("CHANGED");
    }

    @Test
    void findsIdsThatAreGivenOutAgain() throws Exception {
        shop.partitionByHand(); // from now on (id, created_at) is the key, and an id may come twice
        db.query("SELECT setval('app.orders_id_seq', 3000)");
        assertThat(work().faults()).extracting(Fault::what).contains("expected 1, found 2");
    }

    @Test
    void findsWritesThatReachNoRow() throws Exception {
        db.query(
                """
                CREATE FUNCTION app.swallow() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN RETURN NULL; END';
                CREATE TRIGGER swallow BEFORE UPDATE OR DELETE ON app.orders
                    FOR EACH ROW WHEN (OLD.id % 7 = 0) EXECUTE FUNCTION app.swallow()
                """);
        assertThat(work().faults()).extracting(Fault::what).contains("expected 1, found 0");
    }

    @Test
    void findsHiddenRows() throws Exception {
        db.query(
                """
                ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;
                CREATE POLICY most ON app.orders USING (id % 10 <> 0) WITH CHECK (true)
                """);
        var report = work();
        assertThat(report.balance().count(MISSING)).isGreaterThan(10);
        assertThat(report.faults())
                .extracting(Fault::what)
                .anyMatch(what -> what.startsWith("expected Sums"));
    }

    @Test
    void findsAMoveInTwoTransactions() throws Exception {
        db.query(
                "CREATE TABLE app.moving AS SELECT * FROM app.orders WHERE id = %d"
                        .formatted(aKeepersRow()));
        db.query("DELETE FROM app.orders WHERE id = %d".formatted(aKeepersRow()));
        application.shop().journal.faults();
        var reader = new Reader("reader", application.shop(), false, Reach.WHOLE);
        for (int i = 0; i < STEPS; i++) {
            reader.stepOrFault();
        }
        reader.session.close();
        db.query("INSERT INTO app.orders SELECT * FROM app.moving");
        var report = application.report();
        assertThat(report.balance().isExact()).isTrue(); // at the end nobody would know
        assertThat(report.faultCount()).isPositive();
    }

    @Test
    void findsAnError() throws Exception {
        db.query("REVOKE DELETE ON app.orders FROM \"%s\"".formatted(shop.applicationUser()));
        assertThat(work().faults()).extracting(Fault::what).contains("error 42501");
    }
}
