// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unique keys, and foreign keys of other tables, as a changelog asks for them. */
@PostgresTest
class KeysChangeIT {

    private static final String YAML =
            """
            databaseChangeLog:
            - changeSet:
                id: 1
                author: me
                runInTransaction: false
                changes:
                - convertToPartitioned:
                    schemaName: Sales
                    tableName: orders
                    strategy: %s
                    partitionColumn: id
                    interval: 1000
                    incomingForeignKeys: Repoint
                    uniqueKeys:
                    - uniqueKey: {name: 'n"o', action: extend}
                    - uniqueKey: {name: token, action: drop}
            """;

    private static final String XML =
            """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:lp="http://livepartition.github.io/xml/ns/livepartition"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd
                  http://livepartition.github.io/xml/ns/livepartition http://livepartition.github.io/xml/ns/livepartition/1.0/livepartition.xsd">
              <changeSet id="1" author="me" runInTransaction="false">
                <lp:convertToPartitioned schemaName="Sales" tableName="orders" strategy="attach" partitionColumn="id" interval="1000" incomingForeignKeys="repoint">
                  <lp:uniqueKey name="n&quot;o" action="extend"/>
                  <lp:uniqueKey name="token" action="drop"/>
                </lp:convertToPartitioned>
              </changeSet>
            </databaseChangeLog>
            """;

    @TempDir private Path directory;

    private static void create(TestDatabase db) {
        db.query(
                """
                CREATE TABLE "Sales".orders (id bigint PRIMARY KEY, no text CONSTRAINT "n""o" UNIQUE, token text);
                CREATE UNIQUE INDEX token ON "Sales".orders (token);
                CREATE TABLE "Sales".items (order_id bigint CONSTRAINT of_order REFERENCES "Sales".orders ON UPDATE CASCADE);
                INSERT INTO "Sales".orders SELECT g, 'n' || g, 't' || g FROM generate_series(1, 100) AS g;
                INSERT INTO "Sales".items SELECT g FROM generate_series(1, 100) AS g;
                """);
    }

    private LiquibaseRun run(TestDatabase db, String file, String text) throws Exception {
        LiquibaseRun.write(directory, file, text);
        return LiquibaseRun.on(db, directory, file);
    }

    private static List<String> keys(TestDatabase db) {
        return db.query(
                """
                SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
                 WHERE conrelid IN ('"Sales".orders'::regclass, '"Sales".items'::regclass) AND contype IN ('u', 'f') AND conparentid = 0 ORDER BY 1
                """);
    }

    private static void converted(TestDatabase db) {
        assertThat(keys(db))
                .containsExactly(
                        "n\"o|UNIQUE (no, id)|t",
                        "of_order|FOREIGN KEY (order_id) REFERENCES \"Sales\".orders(id) ON UPDATE CASCADE|t");
        assertThatThrownBy(() -> db.query("INSERT INTO \"Sales\".items VALUES (101)"))
                .hasMessageContaining("violates foreign key constraint \"of_order\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attach", "copy"})
    void changeAndComeBack(String strategy, TestDatabase db) throws Exception {
        create(db);
        List<String> before = Shape.of(db);
        LiquibaseRun liquibase = run(db, "keys.yaml", YAML.formatted(strategy));
        liquibase.update();
        converted(db);
        liquibase.rollback();
        assertThat(Shape.of(db).stream().filter(line -> !line.contains("changelog")).toList())
                .containsExactlyElementsOf(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attach", "copy"})
    void changeAsPrinted(String strategy, TestDatabase db) throws Exception {
        create(db);
        String script = run(db, "keys.yaml", YAML.formatted(strategy)).updateSql();
        assertThat(script)
                .contains(
                        "--   Unique constraint \"n\"\"o\" becomes (no, \"id\"): (no) alone is unique no longer, and ON CONFLICT, the upserts and unique fields of an ORM too, must name all of these.",
                        "--   Foreign keys of other tables point at the partitioned table from the cut-over on, and are validated after it: \"of_order\" of table \"Sales\".\"items\".",
                        "--   note: what sessions of other roles do is not seen.");
        try (Connection owner = db.owner()) {
            PsqlFile.run(owner, script);
        }
        converted(db);
    }

    @Test
    void areTheSameInXml(TestDatabase db) throws Exception {
        create(db);
        run(db, "keys.xml", XML).update();
        converted(db);
    }
}
