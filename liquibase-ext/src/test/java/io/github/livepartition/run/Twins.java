// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.testing.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;

/**
 * A table and its twin: every transaction writes the same to both, so that every snapshot must see
 * them equal, whatever is done to the table meanwhile.
 */
final class Twins implements AutoCloseable {

    private static final int WRITERS = 3;
    private static final int CUSTOMERS = 12;

    /** Between two transactions, in milliseconds, at most. */
    private static final int WRITERS_REST = 5;

    private static final int READERS_REST = 120;
    private static final String TABLE = "\"Sales\".\"Twin \"\"a\"";
    private static final String TWIN = "\"Sales\".\"Twin b\"";
    private static final String SERIALIZATION_FAILURE = "40001";

    /** So old that none is older: partitions begin with it, whatever the writers do. */
    private static final String OLDEST =
            "INSERT INTO $t (id, customer, at, code) VALUES (-1, 99, '2024-09-02', 'oldest')";

    /** One that sorts before ours, and writes to the row that is just being written. */
    private static final String FUNCTIONS =
            """
            CREATE TABLE "Sales".cust (id integer PRIMARY KEY);
            INSERT INTO "Sales".cust SELECT generate_series(0, %1$d) UNION ALL SELECT 99;
            CREATE TABLE "Sales"."ar ea" (id integer PRIMARY KEY);
            INSERT INTO "Sales"."ar ea" SELECT generate_series(0, %1$d);
            CREATE FUNCTION "Sales".short() RETURNS trigger LANGUAGE plpgsql AS
              $$BEGIN NEW.note := left(NEW.note, 30); NEW.n := least(NEW.n, 5000); RETURN NEW; END$$;
            CREATE FUNCTION "Sales".again() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
              EXECUTE format('UPDATE %%I.%%I SET note = ''again'', n = n + 2 WHERE id = $1', TG_TABLE_SCHEMA, TG_TABLE_NAME) USING NEW.id;
              RETURN NULL; END$$;
            """;

    private final TestDatabase database;
    private final long seed;
    private final boolean truncates;
    private final boolean crashes;
    private final boolean oldSnapshots;
    private final int slower;
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger compared = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile boolean stopped;

    Twins(TestDatabase database, long seed) {
        this(database, seed, "UNIQUE (code, at),");
    }

    /**
     * @param unique a constraint more, whose values rows exchange; or empty
     */
    Twins(TestDatabase database, long seed, String unique) {
        this(database, seed, unique, seed % 3 == 0, true, 4);
    }

    /**
     * @param oldSnapshots whether some transactions read with a snapshot older than their statement
     * @param slower how many times longer everybody rests
     */
    Twins(TestDatabase database, long seed, boolean truncates, boolean oldSnapshots, int slower) {
        this(database, seed, "UNIQUE (code, at),", truncates, oldSnapshots, slower);
    }

    private Twins(
            TestDatabase database,
            long seed,
            String unique,
            boolean truncates,
            boolean oldSnapshots,
            int slower) {
        this.database = database;
        this.seed = seed;
        this.truncates = truncates;
        this.oldSnapshots = oldSnapshots;
        this.slower = slower;
        this.crashes = database.canCrash();
        database.query(FUNCTIONS.formatted(CUSTOMERS - 1));
        for (String name : List.of(TABLE, TWIN)) {
            database.query(
                    """
                    CREATE TABLE %1$s (
                      id bigint PRIMARY KEY, gone text, customer integer NOT NULL REFERENCES "Sales".cust,
                      area integer REFERENCES "Sales"."ar ea" ON DELETE CASCADE ON UPDATE SET NULL, at timestamptz NOT NULL,
                      code text NOT NULL, n numeric, twice numeric GENERATED ALWAYS AS (n * 2) STORED, note text,
                      %3$s UNIQUE (id, at));
                    ALTER TABLE %1$s DROP COLUMN gone;
                    CREATE INDEX ON %1$s (at);
                    INSERT INTO %1$s (id, customer, area, at, code, n, note)
                      SELECT g, g %% %2$d, g %% %2$d, timestamptz '2025-01-01' + g * interval '2 hours', 'c' || g, g, repeat('x', g %% 100) FROM generate_series(1, 4000) g;
                    CREATE TRIGGER short BEFORE INSERT OR UPDATE ON %1$s FOR EACH ROW EXECUTE FUNCTION "Sales".short();
                    CREATE TRIGGER again AFTER INSERT OR UPDATE ON %1$s FOR EACH ROW WHEN (NEW.n %% 10 = 4) EXECUTE FUNCTION "Sales".again();
                    """
                            .formatted(name, CUSTOMERS - 1, unique));
            database.query(OLDEST.replace("$t", name));
        }
    }

    static Request request() {
        return base().copy();
    }

    /** Its key stays; what is unique beside it may not be. */
    static Request byHash() {
        return months().copy(Request.hash("id", 5));
    }

    static Request byMonthAndHash() {
        return base().copy(months().range(), Request.hash("id", 3));
    }

    static Request attached() {
        return base().boundary("2027-01-01");
    }

    private static Request base() {
        return months().primaryKey("id", "at");
    }

    private static Request months() {
        return Request.of("Sales", "Twin \"a", "at", "month").pace(500, 240_000);
    }

    void start() {
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            run(new Random(seed * 31 + i), WRITERS_REST, (c, random) -> write(c, random, writer));
        }
        run(new Random(seed * 31 + 101), READERS_REST, (c, random) -> read(c, random, false));
        run(
                new Random(seed * 31 + 102),
                READERS_REST,
                (c, random) -> read(c, random, oldSnapshots));
    }

    private interface Work {
        void once(Connection connection, Random random) throws SQLException, InterruptedException;
    }

    private void run(Random random, int rest, Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            while (!stopped) {
                                connected(random, rest, work);
                            }
                        });
        threads.add(thread);
        thread.start();
    }

    private void connected(Random random, int rest, Work work) {
        try (Connection connection = database.owner()) {
            connection.setAutoCommit(false);
            while (!stopped) {
                once(connection, random, work);
                Thread.sleep(random.nextInt(rest * slower));
            }
        } catch (SQLException e) {
            if (!isCrash(e)) {
                faults.add(e.toString());
            }
        } catch (InterruptedException e) {
            faults.add(e.toString());
        }
    }

    /** The outcome of the transaction is not known then; but it is the same for both twins. */
    private boolean isCrash(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return crashes && (state.startsWith("08") || state.startsWith("57P"));
    }

    private void once(Connection connection, Random random, Work work)
            throws SQLException, InterruptedException {
        try {
            work.once(connection, random);
            connection.commit();
        } catch (SQLException e) {
            if (isCrash(e)) {
                throw e;
            }
            connection.rollback();
            boolean own =
                    SERIALIZATION_FAILURE.equals(e.getSQLState())
                            && connection.getTransactionIsolation()
                                    > Connection.TRANSACTION_READ_COMMITTED;
            if (!own) {
                faults.add(e.toString());
            }
        }
    }

    private void write(Connection connection, Random random, int writer)
            throws SQLException, InterruptedException {
        int[] levels = {
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_REPEATABLE_READ,
            Connection.TRANSACTION_SERIALIZABLE
        };
        connection.setTransactionIsolation(
                levels[random.nextInt(oldSnapshots ? levels.length : 2)]);
        int statements = 1 + random.nextInt(3);
        for (int i = 0; i < statements; i++) {
            for (String sql : change(random, writer, i == 0)) {
                execute(connection, sql.replace("$t", TABLE));
                if (sql.contains("$t")) {
                    execute(connection, sql.replace("$t", TWIN));
                }
            }
        }
        if (random.nextInt(10) == 0) {
            connection.rollback();
        }
        written.incrementAndGet();
    }

    /**
     * A writer touches rows of its own customers only, so that the twins cannot fall apart. Two who
     * have written before they TRUNCATE would wait for each other.
     */
    private List<String> change(Random random, int writer, boolean first) {
        int customer = random.nextInt(CUSTOMERS / WRITERS) * WRITERS + writer;
        long fresh = 1_000_000L + ids.incrementAndGet();
        String some = "customer = %d AND id %% 37 = %d".formatted(customer, random.nextInt(37));
        String at =
                "timestamptz '2025-01-01' + %d * interval '1 hour'".formatted(random.nextInt(9000));
        return switch (random.nextInt(first && truncates && random.nextInt(20) == 0 ? 12 : 11)) {
            case 0, 1 ->
                    List.of(
                            "INSERT INTO $t (id, customer, at, code, n) VALUES (%d, %d, %s, 'f%d', %d) ON CONFLICT DO NOTHING"
                                    .formatted(fresh, customer, at, fresh, random.nextInt(99)));
            case 2 ->
                    List.of("UPDATE $t SET n = coalesce(n, 0) + 1, note = 'changed' WHERE " + some);
            case 3 ->
                    List.of(
                            "UPDATE $t SET at = at %s interval '11 days' WHERE %s"
                                    .formatted(random.nextBoolean() ? "+" : "-", some));
            case 4 -> List.of("DELETE FROM $t WHERE %s AND n > 50".formatted(some));
            case 5 ->
                    List.of(
                            "UPDATE $t SET id = %d WHERE id = (SELECT min(id) FROM $t WHERE %s) AND NOT EXISTS (SELECT FROM $t WHERE id = %d)"
                                    .formatted(fresh, some, fresh));
            case 6 -> swap(some);
            case 7 ->
                    List.of(
                            "INSERT INTO $t (id, customer, at, code, n) VALUES (%d, %d, %s, 'f%d', 7) ON CONFLICT (id, at) DO UPDATE SET n = 8"
                                    .formatted(fresh, customer, at, fresh));
            case 8 -> removed(random, customer);
            case 9 ->
                    List.of(
                            "COPY $t (id, customer, area, at, code, n) FROM STDIN (FORMAT csv)\n%1$d,%2$d,%2$d,2025-05-0%3$d,f%1$d,%4$d\n"
                                    .formatted(
                                            fresh,
                                            customer,
                                            1 + random.nextInt(9),
                                            random.nextInt(99)));
            case 10 -> cascaded(random, customer, fresh);
            default ->
                    List.of(
                            "TRUNCATE $t",
                            OLDEST,
                            "INSERT INTO $t (id, customer, at, code) SELECT g, g %% %d * %d + %d, timestamptz '2025-03-01' + g * interval '3 hours', 'c' || g FROM generate_series(1, 500) g"
                                    .formatted(CUSTOMERS / WRITERS, WRITERS, writer));
        };
    }

    /** Two rows exchange a unique value. */
    private static List<String> swap(String some) {
        String rows =
                "(SELECT min(id) AS a, max(id) AS b, min(at) AS at FROM $t WHERE "
                        + some
                        + ") AS two";
        return List.of(
                "UPDATE $t AS t SET at = two.at FROM " + rows + " WHERE t.id IN (a, b) AND a <> b",
                "UPDATE $t AS t SET code = 'swap' || t.id FROM "
                        + rows
                        + " WHERE t.id = a AND a <> b",
                "UPDATE $t AS t SET code = 'c' || a FROM "
                        + rows
                        + " WHERE t.id = b AND a <> b AND NOT EXISTS (SELECT FROM $t AS x WHERE x.code = 'c' || a AND x.at = t.at)");
    }

    /** A row that others reference must go when they are gone: nothing of ours may hold it. */
    private static List<String> removed(Random random, int customer) {
        return random.nextInt(8) > 0
                ? List.of(
                        "UPDATE $t SET n = -1 WHERE customer = %d AND id %% 500 = 1"
                                .formatted(customer))
                : List.of(
                        "DELETE FROM $t WHERE customer = " + customer,
                        "DELETE FROM \"Sales\".cust WHERE id = " + customer,
                        "INSERT INTO \"Sales\".cust VALUES (%d)".formatted(customer),
                        "INSERT INTO $t (id, customer, at, code) SELECT %d + g, %d, timestamptz '2025-02-01' + g * interval '5 hours', 'n%d-' || g FROM generate_series(1, 200) g ON CONFLICT DO NOTHING"
                                .formatted(2_000_000_000L + customer * 1000L, customer, customer));
    }

    /**
     * The other way to lose rows, or their reference. The order of the locks is that of TRUNCATE.
     */
    private static List<String> cascaded(Random random, int customer, long fresh) {
        String area = "\"Sales\".\"ar ea\"";
        return List.of(
                "UPDATE $t SET area = area WHERE false",
                random.nextInt(4) > 0
                        ? "UPDATE %s SET id = -1 - id WHERE id = %d".formatted(area, customer)
                        : "DELETE FROM %s WHERE id = %d".formatted(area, customer),
                "INSERT INTO %s VALUES (%d)".formatted(area, customer),
                "DELETE FROM %s WHERE id = -1 - %d".formatted(area, customer),
                "UPDATE $t SET area = customer WHERE customer = %d AND id %% 3 = 0"
                        .formatted(customer),
                "INSERT INTO $t (id, customer, area, at, code, n) SELECT %1$d * 1000 + g, %2$d, %2$d, timestamptz '2025-02-01' + g * interval '3 hours', 'a%1$d-' || g, g FROM generate_series(1, 20) g"
                        .formatted(fresh, customer));
    }

    private void read(Connection connection, Random random, boolean old)
            throws SQLException, InterruptedException {
        connection.setTransactionIsolation(
                old
                        ? Connection.TRANSACTION_REPEATABLE_READ
                        : Connection.TRANSACTION_READ_COMMITTED);
        if (old) {
            // the snapshot is taken here; TRUNCATE alone is not seen through it
            execute(connection, "SELECT count(*) FROM \"Sales\".cust");
            Thread.sleep(random.nextInt(60));
        }
        String where =
                random.nextInt(4) == 0
                        ? ""
                        : " WHERE at >= timestamptz '2025-01-01' + %d * interval '1 day' AND at < timestamptz '2025-01-01' + %d * interval '1 day'"
                                .formatted(random.nextInt(200), 100 + random.nextInt(300));
        String query =
                "SELECT count(*) FROM ((SELECT * FROM %1$s%3$s EXCEPT ALL SELECT * FROM %2$s%3$s) UNION ALL (SELECT * FROM %2$s%3$s EXCEPT ALL SELECT * FROM %1$s%3$s)) AS d"
                        .formatted(TABLE, TWIN, where);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            if (rows.getLong(1) != 0) {
                faults.add("%d rows differ%s, old %s".formatted(rows.getLong(1), where, old));
            }
        }
        compared.incrementAndGet();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        if (sql.startsWith("COPY ")) {
            int data = sql.indexOf('\n');
            try {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(sql.substring(0, data), new StringReader(sql.substring(data + 1)));
            } catch (IOException e) {
                throw new SQLException(e);
            }
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What went wrong until now. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    int written() {
        return written.get();
    }

    int compared() {
        return compared.get();
    }

    List<String> differences() {
        return database.query(
                "SELECT n, d FROM (SELECT 1 AS n, d FROM (TABLE %1$s EXCEPT ALL TABLE %2$s) AS d UNION ALL SELECT 2, d FROM (TABLE %2$s EXCEPT ALL TABLE %1$s) AS d) AS d"
                        .formatted(TABLE, TWIN));
    }

    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
