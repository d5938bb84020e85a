// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stock PostgreSQL: what locks which table. */
@PostgresTest
class StockLocksIT {

    private static final String ATTACH =
            "ALTER TABLE \"Sales\".\"Orders\" ATTACH PARTITION \"Sales\".\"Heap\" FOR VALUES FROM (MINVALUE) TO ('2027-01-01');";

    private static final String DETACH =
            "ALTER TABLE \"Sales\".\"Orders\" DETACH PARTITION \"Sales\".\"Heap\";";

    private static final String FOREIGN_KEY =
            "ALTER TABLE \"Sales\".\"%s\" ADD CONSTRAINT of FOREIGN KEY (customer) REFERENCES \"Sales\".\"Customer\"";

    @BeforeEach
    void create(TestDatabase database) {
        database.query(
                """
                CREATE TABLE "Sales"."Customer" (id int PRIMARY KEY);
                CREATE TABLE "Sales"."Heap" (day date NOT NULL, customer int);
                CREATE TABLE "Sales"."Orders" (LIKE "Sales"."Heap") PARTITION BY RANGE (day);
                CREATE VIEW "Sales"."View" AS SELECT day FROM "Sales"."Heap";
                """);
    }

    /** The locks of a transaction on tables and views of the schema, at its end. */
    private static List<String> locks(TestDatabase database, String statements) {
        return database.query(
                """
                BEGIN; %s;
                SELECT relname, mode FROM pg_locks JOIN pg_class c ON c.oid = relation
                WHERE pid = pg_backend_pid() AND granted AND relkind IN ('r', 'p', 'v') AND relnamespace = '"Sales"'::regnamespace
                ORDER BY 1, 2;
                COMMIT
                """
                        .formatted(statements));
    }

    @Test
    void aForeignKeyOfTheLeafLocksNothingElseWhenItIsDetachedOrAttached(TestDatabase database) {
        database.query(FOREIGN_KEY.formatted("Heap"));
        assertThat(locks(database, ATTACH)).noneMatch(lock -> lock.startsWith("Customer|"));
        assertThat(locks(database, DETACH)).noneMatch(lock -> lock.startsWith("Customer|"));
    }

    @Test
    void aForeignKeyOfTheParentLocksTheReferencedTableOfWhatIsAttached(TestDatabase database) {
        database.query(FOREIGN_KEY.formatted("Heap"));
        database.query(FOREIGN_KEY.formatted("Orders"));
        assertThat(locks(database, ATTACH)).contains("Customer|AccessExclusiveLock");
    }

    @Test
    void aForeignKeyOfTheParentLocksTheReferencedTableOfWhatIsDetached(TestDatabase database) {
        database.query(FOREIGN_KEY.formatted("Heap"));
        database.query(FOREIGN_KEY.formatted("Orders"));
        database.query(ATTACH);
        assertThat(locks(database, DETACH)).contains("Customer|ShareRowExclusiveLock");
    }

    @Test
    void givingAViewTheOwnerItHasLocksTheViewAlone(TestDatabase database) {
        assertThat(locks(database, "ALTER VIEW \"Sales\".\"View\" OWNER TO CURRENT_USER"))
                .containsExactly("View|AccessExclusiveLock");
    }

    @Test
    void lockingAViewLocksWhatItReads(TestDatabase database) {
        assertThat(locks(database, "LOCK TABLE \"Sales\".\"View\" IN ACCESS EXCLUSIVE MODE"))
                .containsExactly("Heap|AccessExclusiveLock", "View|AccessExclusiveLock");
    }

    @Test
    void lockingThePartitionedTableOnlyLeavesThePartitionsAlone(TestDatabase database) {
        database.query(ATTACH);
        assertThat(locks(database, "LOCK TABLE ONLY \"Sales\".\"Orders\" IN ACCESS EXCLUSIVE MODE"))
                .containsExactly("Orders|AccessExclusiveLock");
    }

    @Test
    void validatingLetsOthersReadAndWrite(TestDatabase database) {
        database.query("ALTER TABLE \"Sales\".\"Heap\" ADD CONSTRAINT ok CHECK (true) NOT VALID");
        assertThat(locks(database, "ALTER TABLE \"Sales\".\"Heap\" VALIDATE CONSTRAINT ok"))
                .containsExactly("Heap|ShareUpdateExclusiveLock");
    }

    /** A GRANT holds no lock that stops CREATE OR REPLACE FUNCTION, on some majors none at all. */
    @Test
    void whatIsGrantedMeanwhileEndsInAnInternalError(TestDatabase database) throws Exception {
        database.query(
                "CREATE FUNCTION \"Sales\".bounds(v date) RETURNS boolean LANGUAGE sql AS 'SELECT true'");
        Session granter = database.session("granter");
        granter.run("BEGIN");
        granter.run("GRANT EXECUTE ON FUNCTION \"Sales\".bounds TO CURRENT_USER");
        Session replacer = database.session("replacer");
        replacer.step(
                "CREATE OR REPLACE FUNCTION \"Sales\".bounds(v date) RETURNS boolean LANGUAGE sql AS 'SELECT false'");
        assertThat(replacer.blocked()).isTrue();
        granter.run("COMMIT");
        assertThatThrownBy(replacer::finish)
                .hasMessageContaining("tuple concurrently updated")
                .extracting("SQLState")
                .isEqualTo("XX000");
    }
}
