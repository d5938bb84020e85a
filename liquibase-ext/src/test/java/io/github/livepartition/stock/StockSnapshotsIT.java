// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stock PostgreSQL: what a reader sees whose snapshot is older than a change of the partitions.
 * Every commit here also adds a row, 1000, which tells an old snapshot from a fresh one.
 */
@PostgresTest
class StockSnapshotsIT {

    private static final String PRUNED =
            "SELECT count(*), max(id) FROM \"Sales\".\"Orders\" WHERE day >= '2026-02-01' AND day < '2026-03-01'";
    private static final String FULL = "SELECT count(*), max(id) FROM \"Sales\".\"Orders\"";

    private static final String CUT_OVER =
            """
            ALTER TABLE "Sales"."Orders" RENAME TO "Heap";
            CREATE TABLE "Sales"."Orders" (LIKE "Sales"."Heap") PARTITION BY RANGE (day);
            ALTER TABLE "Sales"."Orders" ATTACH PARTITION "Sales"."Heap" FOR VALUES FROM (MINVALUE) TO ('2027-01-01');
            CREATE TABLE "Sales"."Later" PARTITION OF "Sales"."Orders" FOR VALUES FROM ('2027-01-01') TO (MAXVALUE);
            INSERT INTO "Sales"."Orders" VALUES (1000, '2026-02-15');
            COMMIT
            """;

    /** 28 of 300 rows are of February. */
    @BeforeEach
    void create(TestDatabase database) {
        database.query(
                """
                CREATE TABLE "Sales"."Orders" (id int, day date NOT NULL);
                INSERT INTO "Sales"."Orders" SELECT g, date '2026-01-01' + g FROM generate_series(1, 300) g;
                """);
    }

    private static Session locked(TestDatabase database) throws Exception {
        Session owner = database.session("owner");
        owner.run("BEGIN");
        owner.run("LOCK TABLE \"Sales\".\"Orders\" IN ACCESS EXCLUSIVE MODE");
        return owner;
    }

    @Test
    void repeatableReadSeesTheAttachedHeapAsItWas(TestDatabase database) throws Exception {
        Session reader = database.session("reader");
        reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        reader.run("SELECT count(*) FROM pg_class");
        locked(database).run(CUT_OVER);
        assertThat(reader.run(PRUNED)).containsExactly("28|58");
        assertThat(reader.run(FULL)).containsExactly("300|300");
    }

    @Test
    void aWaitingSelectSeesTheAttachedHeapAsItIs(TestDatabase database) throws Exception {
        Session owner = locked(database);
        Session pruned = database.session("pruned").step(PRUNED);
        Session full = database.session("full").step(FULL);
        assertThat(pruned.blocked() && full.blocked()).isTrue();
        owner.run(CUT_OVER);
        assertThat(pruned.finish()).containsExactly("29|1000");
        assertThat(full.finish()).containsExactly("301|1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void aWaitingExecuteSeesTheAttachedHeapAsItWas(String planCacheMode, TestDatabase database)
            throws Exception {
        Session pruned = prepared("pruned", PRUNED, planCacheMode, database);
        Session full = prepared("full", FULL, planCacheMode, database);
        Session owner = locked(database);
        pruned.step("EXECUTE prepared");
        full.step("EXECUTE prepared");
        assertThat(pruned.blocked() && full.blocked()).isTrue();
        owner.run(CUT_OVER);
        assertThat(pruned.finish()).containsExactly("28|58");
        assertThat(full.finish()).containsExactly("300|300");
    }

    private static Session prepared(
            String name, String query, String planCacheMode, TestDatabase database)
            throws Exception {
        // as psql sends it: to describe it first, as pgjdbc does, would wait before the snapshot
        Session session =
                database.session(
                        name,
                        DriverManager.getConnection(
                                database.url() + "?preferQueryMode=simple",
                                database.ownerUser(),
                                database.ownerPassword()));
        session.run("SET plan_cache_mode = " + planCacheMode);
        session.run("PREPARE prepared AS " + query);
        session.run("EXECUTE prepared");
        return session;
    }

    @Test
    void anAttachedEmptyPartitionHidesNothing(TestDatabase database) throws Exception {
        locked(database).run(CUT_OVER);
        Session reader = database.session("reader");
        reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        reader.run("SELECT count(*) FROM pg_class");
        locked(database)
                .run(
                        """
                        DROP TABLE "Sales"."Later";
                        CREATE TABLE "Sales"."New" PARTITION OF "Sales"."Orders" FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
                        INSERT INTO "Sales"."Orders" VALUES (2000, '2027-06-01');
                        COMMIT
                        """);
        assertThat(reader.run(PRUNED)).containsExactly("29|1000");
        assertThat(reader.run(FULL)).containsExactly("301|1000");
    }

    /** Why moving rows in slices is exact for no such reader. */
    @Test
    void repeatableReadMissesRowsThatMovedWithTheBounds(TestDatabase database) throws Exception {
        locked(database).run(CUT_OVER);
        Session reader = database.session("reader");
        reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
        reader.run("SELECT count(*) FROM pg_class");
        locked(database)
                .run(
                        """
                        ALTER TABLE "Sales"."Orders" DETACH PARTITION "Sales"."Heap";
                        CREATE TABLE "Sales"."February" PARTITION OF "Sales"."Orders" FOR VALUES FROM ('2026-02-01') TO ('2027-01-01');
                        WITH moved AS (DELETE FROM "Sales"."Heap" WHERE day >= '2026-02-01' RETURNING *)
                          INSERT INTO "Sales"."Orders" SELECT * FROM moved;
                        ALTER TABLE "Sales"."Orders" ATTACH PARTITION "Sales"."Heap" FOR VALUES FROM (MINVALUE) TO ('2026-02-01');
                        COMMIT
                        """);
        assertThat(reader.run(PRUNED)).containsExactly("0|");
        assertThat(reader.run(FULL)).containsExactly("301|1000");
    }
}
