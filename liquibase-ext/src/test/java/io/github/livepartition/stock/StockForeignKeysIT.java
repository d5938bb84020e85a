// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL does with foreign keys that point at a partitioned table. */
@PostgresTest
class StockForeignKeysIT {

    private TestDatabase db;
    private int major;

    @BeforeEach
    void create(TestDatabase database) {
        db = database;
        major = Integer.parseInt(db.query("SHOW server_version_num").get(0)) / 10_000;
        db.query(
                """
                CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (100);
                CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (100) TO (200);
                CREATE TABLE c (id int);
                INSERT INTO t VALUES (1), (2);
                INSERT INTO c VALUES (1);
                """);
    }

    @Test
    void mayBeNotValidAndIsValidatedLater() {
        db.query("INSERT INTO c VALUES (77)");
        db.query("ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES t NOT VALID");
        assertThatThrownBy(() -> db.query("INSERT INTO c VALUES (78)"))
                .hasMessageContaining("violates foreign key constraint \"k\"");
        assertThatThrownBy(() -> db.query("DELETE FROM t WHERE id = 1"))
                .hasMessageContaining("violates foreign key constraint");
        assertThatThrownBy(() -> db.query("ALTER TABLE c VALIDATE CONSTRAINT k"))
                .hasMessageContaining("violates foreign key constraint \"k\"");
        db.query("DELETE FROM c WHERE id = 77; ALTER TABLE c VALIDATE CONSTRAINT k");
        assertThat(db.query("SELECT convalidated FROM pg_constraint WHERE conname = 'k'"))
                .containsExactly("t");
    }

    @Test
    void ofAPartitionedTableMustBeValidBefore18() {
        db.query("CREATE TABLE p (id int) PARTITION BY HASH (id)");
        String add = "ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES t NOT VALID";
        if (major < 18) {
            assertThatThrownBy(() -> db.query(add))
                    .hasMessageContaining("cannot add NOT VALID foreign key on partitioned table");
        } else {
            db.query(add);
        }
    }

    @Test
    void keepThePartitionsThatTheyReference() {
        db.query("ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES t");
        assertThatThrownBy(() -> db.query("ALTER TABLE t DETACH PARTITION t_1"))
                .hasMessageContaining("removing partition \"t_1\" violates foreign key constraint");
        db.query("ALTER TABLE t DETACH PARTITION t_2");
    }

    /** Which would take the rows along that reference it. */
    @Test
    void takeAMoveToAnotherPartitionForADeleteBefore15() {
        db.query("ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES t ON DELETE CASCADE");
        String move = "UPDATE t SET id = 101 WHERE id = 1";
        if (major < 15) {
            db.query(move);
            assertThat(db.query("SELECT count(*) FROM c")).containsExactly("0");
        } else {
            assertThatThrownBy(() -> db.query(move))
                    .hasMessageContaining("violates foreign key constraint");
            assertThat(db.query("SELECT count(*) FROM c")).containsExactly("1");
        }
    }
}
