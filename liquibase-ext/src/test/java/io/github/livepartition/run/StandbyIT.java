// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.plan.CopyPace;
import io.github.livepartition.step.Pacing;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Standby;
import io.github.livepartition.testing.TestDatabase;
import io.github.livepartition.testing.TestRole;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * With maxReplicaLag a copy waits for a standby that does not follow, says so, and goes on with it.
 * Whoever runs it sees standbys; the owner of the table does not.
 */
@PostgresTest(crash = true)
class StandbyIT {

    private static final String SLOT = "second";
    private static final int ROWS = 4_000;
    private static final String COPIED = "SELECT count(*) FROM \"Sales\".\"Ord\"\"ers_copy\"";
    private static final Pacing LAG =
            new Pacing(BigDecimal.ZERO, Optional.empty(), Optional.of(Duration.ofMillis(1)));

    private TestDatabase db;
    private TestRole runner;
    private Standby standby;

    private interface Act {
        void now() throws Exception;
    }

    @BeforeEach
    void follow(TestDatabase database) throws Exception {
        db = database;
        Orders.create(db, ROWS);
        runner = db.role("runner");
        db.asSuperuser(
                "GRANT pg_read_all_stats, %s TO %s"
                        .formatted(quoted(db.ownerUser()), quoted(runner.user())));
        standby = db.standby(SLOT);
        standby.await(db);
    }

    private static String quoted(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }

    @AfterEach
    void leave() throws Exception {
        standby.close(db);
    }

    @Test
    void whileNothingIsReplayed() throws Exception {
        standby.ask(db.name(), "SELECT pg_wal_replay_pause()");
        copy("standby", () -> {}, () -> standby.ask(db.name(), "SELECT pg_wal_replay_resume()"));
    }

    @Test
    void whileItIsDownAndItsSlotKeepsTheWal() throws Exception {
        standby.stop();
        copy("slot", () -> {}, standby::start);
    }

    /** From outside it is only slow at first, and gone after wal_sender_timeout. */
    @Test
    void whileNothingIsReceived() throws Exception {
        String receiver = standby.ask(db.name(), "SELECT pid FROM pg_stat_wal_receiver").get(0);
        timeout("1h");
        signal("STOP", receiver);
        copy(
                "standby",
                () -> {
                    timeout("1s");
                    while (!db.asSuperuser("SELECT FROM pg_stat_replication").isEmpty()) {
                        Thread.sleep(50);
                    }
                },
                () -> signal("CONT", receiver));
    }

    private void timeout(String value) {
        db.asSuperuser("ALTER SYSTEM SET wal_sender_timeout = '%s'".formatted(value));
        db.asSuperuser("SELECT pg_reload_conf()");
    }

    private static void signal(String name, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    }

    private void copy(String who, Act meanwhile, Act follow) throws Exception {
        Request request = Orders.request().copy(new CopyPace(8, LAG, 1), true);
        try (Running run = Running.conversion(runner.connect(), request)) {
            run.until("waiting for %s \"%s\", ".formatted(who, SLOT));
            assertThat(
                            db.asSuperuser(
                                    "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'partition%'"))
                    .singleElement()
                    .asString()
                    .startsWith("partition Sales.Ord\"ers waiting for %s".formatted(who));
            String copied = db.one(COPIED);
            assertThat(Integer.parseInt(copied)).isLessThan(ROWS);
            meanwhile.now();
            Thread.sleep(1000);
            assertThat(db.one(COPIED)).isEqualTo(copied);
            assertThat(run.done()).isFalse();
            follow.now();
            run.finish();
        }
        standby.await(db);
        assertThat(standby.ask(db.name(), "SELECT count(*) FROM " + Orders.NAME))
                .containsExactly(Integer.toString(ROWS));
    }
}
