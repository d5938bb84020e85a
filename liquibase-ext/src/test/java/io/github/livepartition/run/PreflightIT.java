// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.plan.Finding;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around a table is said in these words, and stops nothing that it need not. */
@PostgresTest
class PreflightIT {

    private static final String EVENTS = "\"Sales\".\"Ev\"\"ents\"";
    private static final String DISK =
            "note: about 1 MB of disk are needed. They are for the indexes that are built, \"Ev\"\"ents_legacy_pkey\", \"Ev\"\"ents_legacy_bounds_idx\", and as much WAL is written.";

    private static final String CTID =
            " A ctid is a place in one partition, and each has that place: let it say (tableoid, ctid) IN (SELECT tableoid, ctid …), or take the key.";

    private TestDatabase db;
    private String owner;
    private String unseen;

    @BeforeEach
    void create(TestDatabase database) {
        db = database;
        owner = database.ownerUser().replace("\"", "\"\"");
        unseen =
                "note: what sessions of other roles do is not seen. Role \"%1$s\" has no pg_read_all_stats. GRANT pg_read_all_stats TO \"%1$s\", so that it can be said who holds the table."
                        .formatted(owner);
        db.query(
                """
                CREATE TABLE "Sales"."Ev""ents" (id bigint PRIMARY KEY, "A t" date NOT NULL, n integer);
                INSERT INTO "Sales"."Ev""ents" SELECT g, date '2026-01-01' + g, g FROM generate_series(1, 100) AS g;
                """);
    }

    private static Request request() {
        return Request.of("Sales", "Ev\"ents", "A t", "month")
                .primaryKey("id", "A t")
                .boundary("2027-03-01");
    }

    private List<String> found(Request request) throws SQLException {
        try (Connection connection = db.owner()) {
            return Planning.conversion(connection, request.conversion()).findings().stream()
                    .map(Finding::line)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingMuch(boolean copies) throws Exception {
        assertThat(found(copies ? request().copy() : request()))
                .isEqualTo(copies ? List.of(unseen) : List.of(unseen, DISK));
        db.asSuperuser("GRANT pg_read_all_stats TO \"%s\"".formatted(owner));
        assertThat(found(request())).containsExactly(DISK);
    }

    @Test
    void sessionsThatHoldTheTable() throws Exception {
        try (Session session = db.session("ho\"ld")) {
            session.run("BEGIN; SELECT\n count(*) FROM " + EVENTS);
            String since =
                    db.query(
                                    "SELECT date_trunc('second', xact_start)::text FROM pg_stat_activity WHERE pid = %d"
                                            .formatted(session.pid()))
                            .get(0);
            String utc =
                    db.query(
                                    "SET timezone = 'UTC'; SELECT '%s'::timestamptz::text"
                                            .formatted(since))
                            .get(0);
            assertThat(found(request()))
                    .contains(
                            "warning: pid %d \"ho\"ld\" holds table %s. It is idle in transaction since %s: SELECT count(*) FROM %s. The change waits for the end of its transaction, and after lockRetryFor ends with an error."
                                    .formatted(session.pid(), EVENTS, utc, EVENTS));
        }
    }

    @Test
    void beforeRowsAreMoved() throws Exception {
        Runs.convert(db, request());
        db.query(
                "CREATE FUNCTION \"Sales\".n() RETURNS bigint STABLE LANGUAGE sql AS 'SELECT count(*) FROM \"Sales\".\"Ev\"\"ents\"'");
        try (Connection connection = db.owner()) {
            Moving slices = Moving.of(request(), "MINVALUE", "2026-02-01").name("part");
            assertThat(Planning.move(connection, slices.move()).findings())
                    .extracting(Finding::line)
                    .containsExactly(
                            "warning: function \"Sales\".n() is STABLE and names \"Ev\"\"ents\". It reads with the snapshot of the statement that calls it, which may be older than the change. Make it VOLATILE meanwhile, or see that the statements that call it are short.",
                            unseen);
        }
    }

    @Test
    void preparedTransactions() throws Exception {
        db.query(
                "BEGIN; UPDATE %s SET n = 1 WHERE id = 1; PREPARE TRANSACTION 'ha\"lf %s'"
                        .formatted(EVENTS, db.name()));
        try {
            String since =
                    db.query(
                                    "SET timezone = 'UTC'; SELECT date_trunc('second', prepared)::text FROM pg_prepared_xacts WHERE gid = 'ha\"lf %s'"
                                            .formatted(db.name()))
                            .get(0);
            assertThat(found(request()))
                    .contains(
                            "warning: prepared transaction \"ha\"lf %s\" holds table %s. It was prepared at %s. COMMIT PREPARED or ROLLBACK PREPARED it: the change gets its lock not before."
                                    .formatted(db.name(), EVENTS, since));
        } finally {
            db.query("ROLLBACK PREPARED 'ha\"lf %s'".formatted(db.name()));
        }
    }

    @Test
    void autovacuumToPreventWraparound() throws Exception {
        db.query(
                "ALTER TABLE %s SET (autovacuum_enabled = off, autovacuum_freeze_max_age = 100000)"
                        .formatted(EVENTS));
        assertThat(found(request())).containsExactly(unseen, DISK);
        db.query(
                "DO $$BEGIN FOR i IN 1..90001 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END$$");
        assertThat(found(request()))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "warning: autovacuum to prevent wraparound is near for table \"Sales\".\"Ev\"\"ents\"\\. Its oldest row is \\d+ transactions old, and at 100000 it begins, or has begun\\. VACUUM \\(FREEZE\\) the table first: such an autovacuum does not make way for the change\\."));
    }

    @Test
    void triggersThatMaySetTheKey() throws Exception {
        db.query(
                """
                CREATE FUNCTION "Sales"."wh ole"() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW := OLD; RETURN NEW; END$$;
                CREATE FUNCTION "Sales".compares() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW = OLD THEN NEW.n := 1; END IF; RETURN NEW; END$$;
                CREATE TRIGGER "wh ole" BEFORE UPDATE ON "Sales"."Ev""ents" FOR EACH ROW EXECUTE FUNCTION "Sales"."wh ole"();
                CREATE TRIGGER compares BEFORE UPDATE ON "Sales"."Ev""ents" FOR EACH ROW EXECUTE FUNCTION "Sales".compares();
                CREATE TRIGGER later AFTER UPDATE ON "Sales"."Ev""ents" FOR EACH ROW EXECUTE FUNCTION "Sales"."wh ole"();
                CREATE TRIGGER same BEFORE UPDATE ON "Sales"."Ev""ents" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
                """);
        String warning =
                "warning: trigger \"wh ole\" of table %s may set \"A t\". It runs before a row is written, and what function \"Sales\".\"wh ole\"() does to the row is not seen. See that it leaves the column alone: the row has its partition by then, and may not leave it."
                        .formatted(EVENTS);
        assertThat(found(request())).containsExactly(warning, unseen, DISK);
        assertThat(Runs.convert(db, request())).startsWith(warning);
    }

    @Test
    void transactionsThatKeepTheirSnapshot() throws Exception {
        String reader = db.role("rea\"der").user().replace("\"", "\"\"");
        db.asSuperuser(
                "ALTER ROLE \"%s\" SET default_transaction_isolation = 'repeatable read'"
                        .formatted(reader));
        db.asSuperuser(
                "ALTER ROLE \"%s\" IN DATABASE \"%s\" SET default_transaction_isolation = 'serializable'"
                        .formatted(reader, db.name()));
        db.asSuperuser(
                "ALTER DATABASE \"%s\" SET default_transaction_isolation = 'read committed'"
                        .formatted(db.name()));
        String rest =
                " Such a transaction keeps its snapshot to its end. Keep them short meanwhile: a copy, and a slice with oldSnapshots wait, wait for them; to a slice with oldSnapshots warn they may miss rows.";
        assertThat(found(request()))
                .containsSubsequence(
                        "warning: role \"%s\" begins transactions as REPEATABLE READ.%s"
                                .formatted(reader, rest),
                        "warning: role \"%s\" in database \"%s\" begins transactions as SERIALIZABLE.%s"
                                .formatted(reader, db.name(), rest))
                .hasSize(4);
    }

    @Test
    void functionsThatReadWithTheSnapshotOfOthers() throws Exception {
        db.query(
                """
                CREATE FUNCTION "Sales"."how many"(integer) RETURNS bigint STABLE LANGUAGE plpgsql AS $$BEGIN RETURN (SELECT count(*) FROM "Sales"."Ev""ents"); END$$;
                CREATE FUNCTION "Sales".changes() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM "Sales"."Ev""ents"';
                CREATE FUNCTION "Sales".another() RETURNS text STABLE LANGUAGE sql AS 'SELECT ''"Ev""entsss"'' || now()';
                CREATE FUNCTION "Sales"."clean up"() RETURNS void LANGUAGE plpgsql AS $$BEGIN DELETE FROM "Sales"."Ev""ents" WHERE CTID IN (SELECT ctid FROM "Sales"."Ev""ents" LIMIT 5); END$$;
                CREATE FUNCTION "Sales".others() RETURNS tid LANGUAGE sql AS 'SELECT ctid FROM pg_catalog.pg_class LIMIT 1';
                """);
        assertThat(found(request()))
                .containsExactly(
                        "warning: function \"Sales\".\"how many\"(integer) is STABLE and names \"Ev\"\"ents\". It reads with the snapshot of the statement that calls it, which may be older than the change. Make it VOLATILE meanwhile, or see that the statements that call it are short.",
                        "warning: function \"Sales\".\"clean up\"() names ctid and \"Ev\"\"ents\"."
                                + CTID,
                        unseen,
                        DISK);
    }

    @Test
    void eventTriggers() throws Exception {
        db.asSuperuser(
                """
                CREATE FUNCTION public.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN END$$;
                CREATE EVENT TRIGGER "wat ch" ON ddl_command_end EXECUTE FUNCTION public.watch();
                CREATE EVENT TRIGGER off ON ddl_command_end EXECUTE FUNCTION public.watch();
                ALTER EVENT TRIGGER off DISABLE;
                """);
        assertThat(found(request()))
                .contains(
                        "warning: event trigger \"wat ch\" fires on what the change does. At ddl_command_end it calls function public.watch(). See that it lets the change pass: what it raises ends a stage, and what it does is done under the lock.")
                .hasSize(3);
    }

    @Test
    void lookUpsWithoutTheKey() throws Exception {
        db.query(
                "CREATE INDEX \"by n\" ON %1$s (n); CREATE INDEX \"by both\" ON %1$s (n, \"A t\")"
                        .formatted(EVENTS));
        db.query(
                "SET enable_seqscan = off; SELECT n FROM %1$s WHERE id = 1; SELECT n FROM %1$s WHERE id = 2"
                        .formatted(EVENTS));
        String scans =
                "SELECT sum(idx_scan) FROM pg_stat_user_indexes WHERE indexrelname = 'Ev\"ents_pkey'";
        for (int i = 0; !db.query(scans).equals(List.of("2")); i++) {
            assertThat(i).as("statistics").isLessThan(3000);
            Thread.sleep(10);
        }
        assertThat(found(request().premake(5)))
                .contains(
                        "note: look-ups without \"A t\" look into each of 6 partitions. Indexes that served look-ups without it: \"Ev\"\"ents_pkey\" 2. Where the application knows \"A t\", let it say so.");
    }

    @Test
    void locks() throws Exception {
        long perTransaction = setting("max_locks_per_transaction");
        long connections = setting("max_connections");
        long prepared = setting("max_prepared_transactions");
        long all = perTransaction * (connections + prepared);
        String settings =
                "max_locks_per_transaction %d × (max_connections %d + max_prepared_transactions %d) make %d"
                        .formatted(perTransaction, connections, prepared, all);
        assertThat(found(request().premake(1000).boundary("2027-03-01")))
                .contains(
                        "warning: 1001 partitions with 1 indexes each take 2002 locks at a time. %s: so many for %d statements that look into every partition. Raise max_locks_per_transaction, or choose a wider interval, a smaller premake or modulus."
                                .formatted(settings, all / 2002));
        long indexes = all / 1001 + 1;
        db.query(
                "DO $$BEGIN FOR i IN 2..%d LOOP EXECUTE 'CREATE INDEX ON %s (n)'; END LOOP; END$$"
                        .formatted(indexes, EVENTS));
        assertThat(Refused.conversion(db, request().premake(1000).conversion()))
                .isEqualTo(
                        """
                        1001 partitions with %d indexes each take %d locks at a time
                          Detail: %s, and all sessions share them.
                          Hint: Raise max_locks_per_transaction, or choose a wider interval, a smaller premake or modulus.
                        """
                                .formatted(indexes, 1001 * (1 + indexes), settings));
    }

    private long setting(String name) {
        return Long.parseLong(db.query("SHOW " + name).get(0));
    }

    @Test
    void statementsThatDoNotNameTheKey() throws Exception {
        db.query(
                """
                CREATE VIEW "Sales".pg_stat_statements AS SELECT (SELECT oid FROM pg_database WHERE datname = current_database()) AS dbid, * FROM (VALUES
                  (7::bigint, E'SELECT *\\n FROM "Sales"."Ev""ents" WHERE id = $1'), (3, 'UPDATE "Sales"."Ev""ents" SET n = $1 WHERE "A t" = $2'),
                  (1, 'SELECT n FROM "Sales"."Ev""ents"'), (9, 'SELECT * FROM "Sales"."Ev""ents2"'), (9, 'INSERT INTO "Sales"."Ev""ents" VALUES ($1)'),
                  (5, 'DELETE FROM "Sales"."Ev""ents" WHERE ctid = ANY ($1) AND "A t" < $2')) AS v (calls, query)
                """);
        String rest = " It will look into every partition: let it say \"A t\" where it can.";
        assertThat(found(request()))
                .containsExactly(
                        unseen,
                        "warning: a statement does not name \"A t\". It ran 7 times: SELECT * FROM \"Sales\".\"Ev\"\"ents\" WHERE id = $1."
                                + rest,
                        "warning: a statement does not name \"A t\". It ran 1 time: SELECT n FROM \"Sales\".\"Ev\"\"ents\"."
                                + rest,
                        "warning: a statement names ctid. It ran 5 times: DELETE FROM \"Sales\".\"Ev\"\"ents\" WHERE ctid = ANY ($1) AND \"A t\" < $2."
                                + CTID,
                        DISK);
    }

    /** The extension where its library has not been loaded; from 17 on it quotes the setting. */
    @Test
    void statementsThatCannotBeRead() throws Exception {
        db.asSuperuser("CREATE EXTENSION pg_stat_statements");
        assertThat(found(request()))
                .map(
                        line ->
                                line.replace(
                                        "\"shared_preload_libraries\"", "shared_preload_libraries"))
                .containsExactly(
                        unseen,
                        "note: which statements there are is not seen. pg_stat_statements: pg_stat_statements must be loaded via shared_preload_libraries.",
                        DISK);
    }
}
