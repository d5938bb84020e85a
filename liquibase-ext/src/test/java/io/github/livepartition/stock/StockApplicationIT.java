// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.livepartition.testing.PgDump;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stock PostgreSQL: what an application may trip over on any partitioned table. */
@PostgresTest
class StockApplicationIT {

    private TestDatabase db;

    @BeforeEach
    void createATable(TestDatabase database) {
        db = database;
        db.query(
                """
                CREATE TABLE orders (id integer, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                CREATE TABLE orders_legacy PARTITION OF orders FOR VALUES FROM (MINVALUE) TO ('2027-01-01');
                CREATE TABLE orders_y2027 PARTITION OF orders FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
                INSERT INTO orders SELECT g, date '2026-01-01' + g % 2 * 366 FROM generate_series(1, 20) AS g;
                """);
    }

    @Test
    void aCtidIsThatOfARowInEachPartition() {
        assertThat(
                        db.query(
                                """
                                WITH gone AS (DELETE FROM orders WHERE ctid IN (SELECT ctid FROM orders WHERE at < '2027-01-01' LIMIT 3) RETURNING at)
                                SELECT at, count(*) FROM gone GROUP BY at ORDER BY at
                                """))
                .containsExactly("2026-01-01|3", "2027-01-02|3");
        assertThat(
                        db.query(
                                """
                                WITH gone AS (DELETE FROM orders WHERE (tableoid, ctid) IN (SELECT tableoid, ctid FROM orders WHERE at < '2027-01-01' LIMIT 3) RETURNING at)
                                SELECT at, count(*) FROM gone GROUP BY at ORDER BY at
                                """))
                .containsExactly("2026-01-01|3");
    }

    @Test
    void anInsertDoesNotReturnXminButAnUpdateDoes() {
        assertThatThrownBy(
                        () ->
                                db.query(
                                        "INSERT INTO orders VALUES (99, '2027-01-02') RETURNING xmin"))
                .hasMessageContaining("cannot retrieve a system column in this context");
        assertThat(
                        db.one(
                                "INSERT INTO orders VALUES (99, '2027-01-02') RETURNING ctid IS NOT NULL"))
                .isEqualTo("t");
        assertThat(db.one("UPDATE orders SET id = -1 WHERE id = 7 RETURNING xmin IS NOT NULL"))
                .isEqualTo("t");
    }

    @Test
    void whatReadsOrBuildsOneHeapFails() {
        assertThatThrownBy(() -> db.query("COPY orders TO STDOUT"))
                .hasMessageContaining("cannot copy from partitioned table \"orders\"");
        assertThatThrownBy(() -> db.query("CREATE INDEX CONCURRENTLY ON orders (id)"))
                .hasMessageContaining(
                        "cannot create index on partitioned table \"orders\" concurrently");
        assertThat(db.one("SELECT count(*) FROM ONLY orders")).isEqualTo("0");
        assertThat(db.one("SELECT pg_relation_size('orders')")).isEqualTo("0");
    }

    @Test
    void aDumpOfTheTableAloneHasNoRows() {
        PgDump dump = PgDump.of(db).orElse(null);
        assumeThat(dump).as("a pg_dump of the server's version or later").isNotNull();
        assertThat(dump.of(db, "--table", "orders")).noneMatch(line -> line.startsWith("COPY"));
        assertThat(dump.of(db, "--table", "orders*")).anyMatch(line -> line.startsWith("COPY"));
    }

    @Test
    void aRowWithoutAKeyHasNoPartitionBeforeItIsNull() {
        assertThatThrownBy(() -> db.query("INSERT INTO orders (id) VALUES (99)"))
                .hasMessageContaining("no partition of relation \"orders\" found for row");
    }

    @Test
    void aDoubledKeyIsOneOfThePartition() {
        assertThatThrownBy(() -> db.query("INSERT INTO orders VALUES (1, '2027-01-02')"))
                .hasMessageContaining("unique constraint \"orders_y2027_pkey\"");
    }

    @Test
    void onConflictNamesTheColumnsOfTheKeyOrItsConstraint() {
        db.query("INSERT INTO orders VALUES (1, '2027-01-02') ON CONFLICT (id, at) DO NOTHING");
        db.query("INSERT INTO orders VALUES (1, '2027-01-02') ON CONFLICT DO NOTHING");
        db.query(
                "INSERT INTO orders VALUES (1, '2027-01-02') ON CONFLICT ON CONSTRAINT orders_pkey DO NOTHING");
        assertThatThrownBy(
                        () ->
                                db.query(
                                        "INSERT INTO orders VALUES (1, '2027-01-02') ON CONFLICT (id) DO NOTHING"))
                .hasMessageContaining(
                        "no unique or exclusion constraint matching the ON CONFLICT specification");
    }
}
