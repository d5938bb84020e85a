// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.plan.CopyPace;
import io.github.livepartition.step.Pacing;
import io.github.livepartition.step.Window;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a copy is slowed down, stopped, shared and left without a way back. */
@PostgresTest
class CopyPaceIT {

    private static final String COPIED = "SELECT count(*) FROM \"Sales\".\"Ord\"\"ers_copy\"";
    private static final String PAUSE =
            "hashtextextended('livepartition pause \"Sales\".\"Ord\"\"ers\"', 0)";
    private static final String ROWS =
            "SELECT count(*), sum(hashtextextended(o::text, 0)) FROM " + Orders.NAME + " AS o";

    @BeforeEach
    void create(TestDatabase database) throws Exception {
        Orders.create(database, 2_000);
    }

    private static Request paced(Pacing pacing) {
        return Orders.request().copy(new CopyPace(4, pacing, 1), true);
    }

    private static Pacing window(LocalTime from, LocalTime to) {
        return new Pacing(
                BigDecimal.ZERO,
                Optional.of(new Window(from, to, ZoneOffset.UTC)),
                Optional.empty());
    }

    /** By the server's clock, a window that is open for hours, or closed for hours. */
    private static LocalTime now(TestDatabase database) {
        return LocalTime.parse(
                database.query("SELECT (clock_timestamp() AT TIME ZONE 'UTC')::time(0)").get(0));
    }

    @Test
    void stopsOutsideOfItsWindow(TestDatabase database) throws Exception {
        LocalTime from = now(database).plusHours(3).withSecond(0);
        Request request = paced(window(from, from.plusHours(2)));
        assertThatThrownBy(() -> Runs.convert(database, request))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("SQLSTATE 57000")
                .hasMessageContaining(
                        "ERROR: it is not between %s-%s (Z)".formatted(from, from.plusHours(2)))
                .hasMessageContaining(
                        "Hint: Run it again from %s on, or set between; what is done stays done."
                                .formatted(from));
        assertThat(database.query(COPIED)).containsExactly("0");
    }

    @Test
    void copiesWithinItsWindow(TestDatabase database) throws Exception {
        LocalTime now = now(database);
        List<String> rows = database.query(ROWS);
        Runs.convert(database, paced(window(now.minusHours(2), now.plusHours(2))));
        assertThat(database.query(ROWS)).isEqualTo(rows);
    }

    @Test
    void waitsWhileSomebodyHasThePauseLock(TestDatabase database) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Session operator = database.session("operator");
                Connection connection = database.owner()) {
            operator.run("SELECT pg_advisory_lock(%s)".formatted(PAUSE));
            CompletableFuture<Void> run =
                    CompletableFuture.runAsync(
                            () -> run(connection, paced(Pacing.NONE), lines, Sessions.NONE));
            while (lines.stream().noneMatch(line -> line.contains("paused by pid"))) {
                assertThat(run).isNotDone();
                Thread.sleep(20);
            }
            assertThat(lines).contains("  paused by pid %d \"operator\"".formatted(operator.pid()));
            assertThat(database.query(COPIED)).containsExactly("0");
            operator.run("SELECT pg_advisory_unlock(%s)".formatted(PAUSE));
            run.join();
        }
        assertThat(database.query("SELECT count(*) FROM " + Orders.NAME)).containsExactly("2000");
    }

    @Test
    void saysWhatItWaitsForBeforeTheSwitch(TestDatabase database) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Session reader = database.session("reader");
                Connection connection = database.owner()) {
            reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
            reader.run("SELECT 1 FROM pg_class");
            CompletableFuture<Void> run =
                    CompletableFuture.runAsync(
                            () -> run(connection, paced(Pacing.NONE), lines, Sessions.NONE));
            while (!lines.contains("  older transactions: 1, changes to replay: 0")) {
                assertThat(run).isNotDone();
                Thread.sleep(20);
            }
            assertThat(
                            database.asSuperuser(
                                    "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'partition%'"))
                    .containsExactly("partition Sales.Ord\"ers waiting for older transactions");
            reader.run("COMMIT");
            run.join();
        }
        assertThat(database.query("SELECT count(*) FROM " + Orders.NAME)).containsExactly("2000");
    }

    @Test
    void restsBetweenBatches(TestDatabase database) throws Exception {
        Pacing pacing = new Pacing(new BigDecimal("0.5"), Optional.empty(), Optional.empty());
        List<String> rows = database.query(ROWS);
        Runs.convert(database, paced(pacing));
        assertThat(database.query(ROWS)).isEqualTo(rows);
    }

    @Test
    void needsToSeeStandbysForMaxReplicaLag(TestDatabase database) throws Exception {
        Request request =
                paced(
                        new Pacing(
                                BigDecimal.ZERO,
                                Optional.empty(),
                                Optional.of(Duration.ofSeconds(10))));
        String role = "\"" + database.ownerUser().replace("\"", "\"\"") + "\"";
        assertThatThrownBy(() -> Runs.convert(database, request))
                .hasMessage(
                        """
                        role %1$s cannot see how far standbys are behind
                          Detail: maxReplicaLag needs what pg_stat_replication shows to pg_read_all_stats.
                          Hint: GRANT pg_read_all_stats TO %1$s, or leave maxReplicaLag out."""
                                .formatted(role));
        database.asSuperuser("GRANT pg_read_all_stats TO " + role);
        Runs.convert(database, request);
        assertThat(database.query("SELECT count(*) FROM " + Orders.NAME)).containsExactly("2000");
    }

    private static Void run(
            Connection connection, Request request, List<String> lines, Sessions sessions) {
        try {
            new Runner(connection, lines::add, sessions)
                    .run(() -> Planning.conversion(connection, request.conversion()));
            return null;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isSharedBySessions(TestDatabase database) throws Exception {
        List<String> rows = database.query(ROWS);
        AtomicInteger opened = new AtomicInteger();
        List<String> lines = new CopyOnWriteArrayList<>();
        Request request = Orders.request().copy(new CopyPace(4, Pacing.NONE, 3), true);
        try (Connection connection = database.owner()) {
            run(
                    connection,
                    request,
                    lines,
                    () -> {
                        opened.incrementAndGet();
                        return database.owner();
                    });
        }
        assertThat(database.query(ROWS)).isEqualTo(rows);
        assertThat(opened).hasValue(4); // two more for the rows, two for the indexes
        assertThat(lines).noneMatch(line -> line.contains("session less"));
        assertThat(
                        database.query(
                                "SELECT count(*) FROM pg_index AS i JOIN pg_class AS c ON c.oid = indexrelid WHERE NOT indisvalid OR relkind = 'i' AND NOT relispartition AND indrelid IN (SELECT relid FROM pg_partition_tree('"
                                        + Orders.NAME
                                        + "'))"))
                .containsExactly("0");
    }

    @Test
    void goesOnAloneWhereNoOtherSessionCanBeHad(TestDatabase database) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Request request = Orders.request().copy(new CopyPace(4, Pacing.NONE, 2), true);
        try (Connection connection = database.owner()) {
            run(connection, request, lines, Sessions.NONE);
        }
        assertThat(lines).contains("  1 of 2 sessions: there is no way to open one here");
        assertThat(database.query("SELECT count(*) FROM " + Orders.NAME)).containsExactly("2000");
    }

    @Test
    void withoutReverseLogThereIsNoWayBack(TestDatabase database) throws Exception {
        Request request = Orders.request().copy(new CopyPace(16, Pacing.NONE, 1), false);
        Runs.convert(database, request);
        database.query("DELETE FROM " + Orders.NAME + " WHERE \"Id\" < 100");
        assertThat(
                        database.query(
                                "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'livepartition%'"))
                .isEmpty();
        assertThat(database.query("SELECT count(*) FROM \"Sales\".\"Ord\"\"ers_legacy\""))
                .containsExactly("2000");
        assertThat(Runs.convert(database, request)).hasSize(1);
        assertThatThrownBy(() -> Runs.revert(database, request))
                .hasMessage(
                        """
                        table "Sales"."Ord""ers" cannot be given back its old heap
                          Detail: With reverseLog false, table "Sales"."Ord""ers_legacy" lacks what was written since the switch.
                          Hint: Keep what was converted; dropLegacyTable drops the old heap.""");
        Runs.dropLegacy(database, request);
        assertThat(
                        database.query(
                                "SELECT relname FROM pg_class WHERE relname ~ '_(legacy|changes|pages|copy)$' AND relkind IN ('r', 'p')"))
                .isEmpty();
    }

    @Test
    void saysBeforehandThatThereWillBeNoWayBack(TestDatabase database) throws Exception {
        Request request = Orders.request().copy(new CopyPace(16, Pacing.NONE, 1), false);
        try (Connection connection = database.owner()) {
            assertThatThrownBy(() -> Planning.futureReversion(connection, request.conversion()))
                    .hasMessage(
                            """
                            there will be no way back for table "Sales"."Ord""ers"
                              Detail: With reverseLog false, table "Sales"."Ord""ers_legacy" will lack what is written after the switch.
                              Hint: Leave reverseLog out, or give the changeSet an empty rollback.""");
        }
    }

    @Test
    void doesNotDropAnOldHeapThatSomebodyHasWrittenTo(TestDatabase database) throws Exception {
        Request request = Orders.request().copy();
        Runs.convert(database, request);
        database.query("DELETE FROM " + Orders.NAME + " WHERE \"Id\" < 100");
        database.query("UPDATE \"Sales\".\"Ord\"\"ers_legacy\" SET note = 'x' WHERE \"Id\" = 500");
        assertThatThrownBy(() -> Runs.dropLegacy(database, request))
                .hasMessageContaining(
                        "ERROR: table \"Sales\".\"Ord\"\"ers_legacy\" has rows that table \"Sales\".\"Ord\"\"ers\" never had, or lacks some")
                .hasMessageContaining(
                        "Detail: 1907 rows here, 1907 rows there, without those that were written since.")
                .hasMessageContaining(
                        "Hint: Nothing was dropped. Somebody has written to it; keep what is needed, and drop it by hand.");
        assertThat(database.query("SELECT count(*) FROM \"Sales\".\"Ord\"\"ers_legacy\""))
                .containsExactly("2000");
    }

    @Test
    void dropsTheOldHeapOfATableThatWasTruncated(TestDatabase database) throws Exception {
        Request request = Orders.request().copy();
        Runs.convert(database, request);
        database.query("TRUNCATE " + Orders.NAME);
        Runs.dropLegacy(database, request);
        assertThat(database.query("SELECT to_regclass('\"Sales\".\"Ord\"\"ers_legacy\"') IS NULL"))
                .containsExactly("t");
    }
}
