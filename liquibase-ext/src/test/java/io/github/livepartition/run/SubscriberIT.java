// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a logical subscriber of the table gets while it is converted, drained and given back. */
@PostgresTest(crash = true)
class SubscriberIT {

    private static final Request REQUEST =
            Request.of("Sales", "Ord\"ers", "day", "month")
                    .primaryKey("Id", "day")
                    .boundary("2026-06-01");

    private TestDatabase db;
    private int writes;

    @BeforeEach
    void create(TestDatabase database) {
        db = database;
        if (!db.one("SHOW wal_level").equals("logical")) {
            db.asSuperuser("ALTER SYSTEM SET wal_level = 'logical'");
            db.crash();
        }
        db.asSuperuser(
                "GRANT CREATE ON DATABASE \"%s\" TO \"%s\""
                        .formatted(db.name(), db.ownerUser().replace("\"", "\"\"")));
        db.query(
                """
                CREATE TABLE "Sales"."Ord""ers" ("Id" bigint PRIMARY KEY, day date NOT NULL, note text);
                CREATE INDEX ON "Sales"."Ord""ers" (day);
                INSERT INTO "Sales"."Ord""ers" SELECT g, date '2026-01-01' + g, 'n' || g FROM generate_series(1, 120) g;
                """);
    }

    /** Of the table by its name, with publish_via_partition_root: nothing is missing or double. */
    @Test
    void isInStep() throws Exception {
        db.query(
                "CREATE PUBLICATION p FOR TABLE \"Sales\".\"Ord\"\"ers\" WITH (publish_via_partition_root = true)");
        TestDatabase subscriber = db.copy();
        subscriber.asSuperuser("DROP PUBLICATION p");
        db.asSuperuser("SELECT pg_create_logical_replication_slot('s', 'pgoutput')");
        String port = db.url().replaceAll(".*:(\\d+)/.*", "$1");
        subscriber.asSuperuser(
                "CREATE SUBSCRIPTION s CONNECTION 'host=localhost port=%s user=%s dbname=%s' PUBLICATION p WITH (create_slot = false, slot_name = 's', copy_data = false)"
                        .formatted(port, db.superuserUser(), db.name()));
        try {
            follows(subscriber);
            for (Request request : List.of(REQUEST.copy(), REQUEST)) {
                db.query(LATE);
                Runs.convert(db, request);
                follows(subscriber);
                Runs.revert(db, request);
                follows(subscriber);
            }
            db.query(LATE);
            Runs.convert(db, REQUEST);
            Moving moving = Moving.of(REQUEST, "MINVALUE", "2026-06-01").name("old").staged();
            if (db.majorVersion() == 14) {
                assertThatThrownBy(() -> moving.there(db))
                        .hasMessage(
                                """
                                publication "p" of table "Sales"."Ord""ers" would lose rows
                                  Detail: Once PostgreSQL 14 has sent nothing of a table since it was not published, it goes on so for subscribers that stay connected, although it is a partition by now.
                                  Hint: Upgrade to PostgreSQL 15 or later, or set publications to accept, have the subscribers connect anew after completeMove or the slices, and compare their rows.""");
                return;
            }
            moving.there(db);
            follows(subscriber);
            Completing.of(REQUEST).there(db);
            follows(subscriber);
            Completing.of(REQUEST).back(db);
            follows(subscriber);
        } finally {
            subscriber.asSuperuser("ALTER SUBSCRIPTION s DISABLE");
            subscriber.asSuperuser("ALTER SUBSCRIPTION s SET (slot_name = NONE)");
            subscriber.asSuperuser("DROP SUBSCRIPTION s");
            dropSlot();
        }
    }

    /** Without publish_via_partition_root, and accepted: what they are sent has other names. */
    @Test
    void isSentPartitions() throws Exception {
        db.query("CREATE PUBLICATION p FOR TABLE \"Sales\".\"Ord\"\"ers\"");
        Runs.convert(db, REQUEST.acceptPublications());
        assertThat(sent()).containsExactly("Ord\"ers_legacy", "Ord\"ers_y2026m06");
    }

    /** On either side of the boundary, and across it. */
    private void write() {
        int id = 1000 + 10 * writes++;
        db.query(
                """
                INSERT INTO "Sales"."Ord""ers" VALUES (%1$d, '2026-03-03', 'a'), (%1$d + 1, '2026-06-06', 'b'), (%1$d + 2, '2026-03-04', 'c'), (%1$d + 3, '2026-06-07', 'd');
                UPDATE "Sales"."Ord""ers" SET note = 'e' WHERE "Id" = %1$d;
                UPDATE "Sales"."Ord""ers" SET day = '2026-06-08' WHERE "Id" = %1$d + 2;
                UPDATE "Sales"."Ord""ers" SET day = '2026-03-05' WHERE "Id" = %1$d + 1;
                DELETE FROM "Sales"."Ord""ers" WHERE "Id" IN (%2$d, %1$d + 3)
                """
                        .formatted(id, writes));
    }

    private void follows(TestDatabase subscriber) throws InterruptedException {
        write();
        for (int i = 0; i < 600 && !rows(subscriber).equals(rows(db)); i++) {
            Thread.sleep(50);
        }
        assertThat(subscriber.query(ROWS)).containsExactlyElementsOf(db.query(ROWS));
    }

    /** What lies beyond the boundary. */
    private static final String LATE =
            "DELETE FROM \"Sales\".\"Ord\"\"ers\" WHERE day >= '2026-06-01'";

    private static final String ROWS =
            "SELECT t::text FROM \"Sales\".\"Ord\"\"ers\" AS t ORDER BY \"Id\"";

    private static List<String> rows(TestDatabase database) {
        return database.query(ROWS);
    }

    /** The tables whose rows a subscriber is sent. */
    private List<String> sent() {
        db.asSuperuser("SELECT pg_create_logical_replication_slot('s', 'pgoutput')");
        write();
        Map<String, String> tables = new HashMap<>();
        TreeSet<String> names = new TreeSet<>();
        for (String message :
                db.asSuperuser(
                        "SELECT encode(data, 'hex') FROM pg_logical_slot_get_binary_changes('s', NULL, NULL, 'proto_version', '1', 'publication_names', 'p')")) {
            String text = new String(HexFormat.of().parseHex(message), StandardCharsets.ISO_8859_1);
            if (text.charAt(0) == 'R') { // its OID, and then its schema and its name
                tables.put(text.substring(1, 5), text.substring(5).split("\0")[1]);
            } else if ("IUD".indexOf(text.charAt(0)) >= 0) {
                names.add(tables.get(text.substring(1, 5)));
            }
        }
        dropSlot();
        return List.copyOf(names);
    }

    private void dropSlot() {
        db.asSuperuser("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
    }
}
