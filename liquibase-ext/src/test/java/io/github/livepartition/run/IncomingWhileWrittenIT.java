// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.plan.KeyChoices.Incoming;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both tables are written to while the foreign key between them is made anew: nothing fails. */
@PostgresTest
class IncomingWhileWrittenIT {

    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger written = new AtomicInteger();
    private volatile boolean stopped;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingFails(boolean copies, TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales"."Ord""ers" ("I""d" bigint PRIMARY KEY, note text);
                CREATE TABLE "Sales"."It""ems" (o bigint CONSTRAINT "to ""order" REFERENCES "Sales"."Ord""ers" ON DELETE CASCADE, n integer);
                INSERT INTO "Sales"."Ord""ers" SELECT g FROM generate_series(1, 2000) AS g;
                INSERT INTO "Sales"."It""ems" SELECT g FROM generate_series(1, 2000) AS g;
                """);
        boolean acts = !database.query("SHOW server_version_num").get(0).startsWith("14");
        if (!acts) {
            database.query(
                    "ALTER TABLE \"Sales\".\"It\"\"ems\" DROP CONSTRAINT \"to \"\"order\", ADD CONSTRAINT \"to \"\"order\" FOREIGN KEY (o) REFERENCES \"Sales\".\"Ord\"\"ers\"");
        }
        Request request =
                IncomingKeysIT.request(copies).incoming(Incoming.REPOINT).pace(500, 240_000);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int writer = i;
            writers.add(new Thread(() -> write(database, writer, acts)));
        }
        writers.forEach(Thread::start);
        Runs.convert(database, request);
        Thread.sleep(300);
        Runs.revert(database, request);
        Thread.sleep(300);
        Runs.convert(database, request);
        stopped = true;
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(faults).isEmpty();
        assertThat(written.get()).isGreaterThan(100);
        assertThat(
                        database.query(
                                """
                                SELECT count(*) FROM "Sales"."It""ems" AS i WHERE NOT EXISTS (SELECT FROM "Sales"."Ord""ers" AS o WHERE o."I""d" = i.o)
                                """))
                .containsExactly("0");
    }

    private void write(TestDatabase database, int writer, boolean acts) {
        Random random = new Random(writer);
        try (Connection connection = database.owner()) {
            connection.setAutoCommit(false);
            while (!stopped) {
                // to the old heap, or to a partition of its own; each writer has its own keys
                long id = 3L * random.nextInt(1_500) + writer + 1;
                Orders.execute(
                        connection,
                        """
                        INSERT INTO "Sales"."Ord""ers" VALUES (%1$d) ON CONFLICT DO NOTHING;
                        INSERT INTO "Sales"."It""ems" VALUES (%1$d, 1), (%2$d, 2)
                        """
                                .formatted(id, random.nextInt(1_000) + 1_001));
                if (random.nextInt(4) == 0) {
                    int gone = random.nextInt(300) * 3 + writer + 1;
                    String items = acts ? "" : "DELETE FROM \"Sales\".\"It\"\"ems\" WHERE o = %d;";
                    Orders.execute(
                            connection,
                            (items + "DELETE FROM \"Sales\".\"Ord\"\"ers\" WHERE \"I\"\"d\" = %d")
                                    .formatted(gone, gone));
                }
                connection.commit();
                written.incrementAndGet();
                Thread.sleep(random.nextInt(10));
            }
        } catch (SQLException e) {
            faults.add(e.toString());
        } catch (InterruptedException e) {
            faults.add(e.toString());
        }
    }
}
