// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class TestDatabaseIT {

    private static final String ORDERS = "\"Sales\".\"Ord\"\"ers\"";

    @BeforeEach
    void createTable(TestDatabase db) {
        db.query("CREATE TABLE %s (id int)".formatted(ORDERS));
    }

    @Test
    void isFreshAndBelongsToAnOrdinaryRole(TestDatabase db) {
        assertThat(
                        db.one(
                                "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("f|f|f");
        assertThat(
                        db.query(
                                "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
                                        + " WHERE nspowner = quote_ident(current_user)::regrole"))
                .containsExactly("Ord\"ers");
        assertThat(db.majorVersion()).isGreaterThanOrEqualTo(14);
    }

    @Test
    void givesOtherRolesThatMayNothing(TestDatabase db) throws SQLException {
        try (var clerk = db.role("Clerk").connect()) {
            assertThatThrownBy(() -> Rows.of(clerk, "SELECT FROM %s".formatted(ORDERS)))
                    .hasMessageContaining("permission denied for schema Sales");
        }
        assertThat(db.role("Clerk")).isEqualTo(db.role("Clerk"));
    }

    @Test
    void copiesItself(TestDatabase db) throws SQLException {
        db.owner();
        db.query("INSERT INTO %s VALUES (1)".formatted(ORDERS));
        TestDatabase copy = db.copy();
        assertThat(Rows.of(copy.owner(), "SELECT current_database()")).containsExactly(copy.name());
        assertThat(copy.ownerUser()).isEqualTo(db.ownerUser());
        copy.query("INSERT INTO %s VALUES (2)".formatted(ORDERS));
        assertThat(copy.one("SELECT count(*) FROM %s".formatted(ORDERS))).isEqualTo("2");
        assertThat(db.one("SELECT count(*) FROM %s".formatted(ORDERS))).isEqualTo("1");
    }

    @Test
    void isDroppedDespitePreparedTransactions(TestDatabase db) throws SQLException {
        try (var other = db.copy()) {
            Rows.of(
                    other.owner(),
                    "BEGIN; DROP TABLE %s; PREPARE TRANSACTION 'left''over'".formatted(ORDERS));
        }
    }

    @Test
    void isNotCrashedAmongOthers(TestDatabase db) {
        assertThat(db.canCrash()).isFalse();
        assertThatThrownBy(db::crash).hasMessageContaining("@PostgresTest(crash = true)");
    }
}
