// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who reads the catalog stands in nobody's way. */
@PostgresTest
class GiveWayIT {

    private static final QualifiedName TABLE = QualifiedName.of("Sales", "t");

    @Test
    void toAnApplicationThatLocksOneTableAndThenAnother(TestDatabase db) throws Exception {
        db.query(
                """
                CREATE TABLE "Sales".t (id bigint);
                CREATE TABLE "Sales".other (id bigint);
                CREATE VIEW "Sales".both AS SELECT t.id FROM "Sales".t JOIN "Sales".other USING (id);
                """);
        try (Session application = db.session("application");
                Connection connection = db.owner()) {
            application.run("BEGIN");
            application.run("LOCK TABLE \"Sales\".other");
            CompletableFuture<Table> read = CompletableFuture.supplyAsync(() -> read(connection));
            application.run("SELECT pg_sleep(0.1)");
            application.run("LOCK TABLE \"Sales\".t");
            application.run("COMMIT");
            assertThat(read.join().views()).hasSize(1);
        }
    }

    @Test
    void byLockingNoPartition(TestDatabase db) throws Exception {
        db.query(
                """
                CREATE TABLE "Sales".t (id bigint) PARTITION BY RANGE (id);
                CREATE TABLE "Sales".one PARTITION OF "Sales".t FOR VALUES FROM (1) TO (2);
                """);
        try (Session application = db.session("application");
                Connection connection = db.owner()) {
            application.run("BEGIN");
            application.run("LOCK TABLE \"Sales\".one");
            boolean unproved = CatalogReader.ask(connection, c -> c.hasUnprovedKeys(TABLE));
            List<PartitionNode> tree = CatalogReader.ask(connection, c -> c.partitionTree(TABLE));
            assertThat(unproved).isFalse();
            assertThat(tree).hasSize(1);
            application.run("COMMIT");
        }
    }

    private static Table read(Connection connection) {
        try {
            return CatalogReader.ask(connection, c -> c.table(TABLE, List.of())).orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
