// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Stock PostgreSQL: how a prepared transaction that holds a table can be named. */
@PostgresTest(crash = true)
class StockPreparedIT {

    private static final String HOLDERS =
            "SELECT virtualtransaction FROM pg_locks WHERE relation = '\"Sales\".\"Orders\"'::regclass AND pid IS NULL";

    private static final String NAMED =
            """
            SELECT gid FROM pg_locks l JOIN pg_locks x ON x.virtualtransaction = l.virtualtransaction AND x.locktype = 'transactionid' AND x.pid IS NULL
              JOIN pg_prepared_xacts ON transaction = x.transactionid
            WHERE l.relation = '"Sales"."Orders"'::regclass AND l.pid IS NULL
            """;

    /** Answers the virtual transaction it was prepared in. */
    private static String prepare(TestDatabase database) throws Exception {
        database.query("CREATE TABLE \"Sales\".\"Orders\" (id int)");
        Session session = database.session("preparing");
        session.run("BEGIN");
        session.run("INSERT INTO \"Sales\".\"Orders\" VALUES (1)");
        String virtual =
                session.run(
                                "SELECT DISTINCT virtualtransaction FROM pg_locks WHERE pid = pg_backend_pid()")
                        .get(0);
        session.run("PREPARE TRANSACTION 'left over'");
        return virtual;
    }

    @Test
    void keepsItsVirtualTransactionUntilARestart(TestDatabase database) throws Exception {
        String virtual = prepare(database);
        assertThat(database.query(HOLDERS)).containsExactly(virtual);
        assertThat(database.query(NAMED)).containsExactly("left over");
    }

    @Test
    void isKnownByItsTransactionAfterARestart(TestDatabase database) throws Exception {
        prepare(database);
        database.crash();
        assertThat(database.query(HOLDERS))
                .containsExactly(
                        database.one(
                                "SELECT '-1/' || transaction FROM pg_prepared_xacts WHERE gid = 'left over'"));
        assertThat(database.query(NAMED)).containsExactly("left over");
    }
}
