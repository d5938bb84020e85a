// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other things that people do with Liquibase, on a converted table. */
@PostgresTest
class LifecycleIT {

    private static final String FILE = "orders.yaml";

    @TempDir private Path directory;

    @Test
    void startsAgainAfterDropAll(TestDatabase db) throws Exception {
        run(db).update();
        run(db).dropAll();
        run(db).update();
        assertThat(Shape.partitions(db, "orders")).hasSize(3);
    }

    @Test
    void survivesUpdateTestingRollback(TestDatabase db) throws Exception {
        LiquibaseRun.write(
                directory,
                FILE,
                Files.readString(FormatsIT.CHANGELOGS.resolve(FILE))
                        .replace("id: 2", "id: 2\n    rollback: DELETE FROM orders"));
        LiquibaseRun.on(db, directory, FILE).updateTestingRollback();
        assertThat(Shape.partitions(db, "orders")).hasSize(3);
    }

    @Test
    void takesTheDefaultSchemaAsItIsWritten(TestDatabase db) throws Exception {
        db.query(
                "CREATE TABLE \"Sales\".orders (id bigint PRIMARY KEY, created_at timestamptz NOT NULL)");
        LiquibaseRun.write(
                directory,
                FILE,
                """
                databaseChangeLog:
                - changeSet:
                    id: 1
                    author: me
                    runInTransaction: false
                    changes:
                    - convertToPartitioned: {tableName: orders, partitionColumn: created_at, interval: day, primaryKeyColumns: "id, created_at"}
                """);
        LiquibaseRun.on(db, directory, FILE).withDefaultSchema("Sales").update();
        assertThat(Shape.partitions(db, "\"Sales\".orders")).hasSize(4);
    }

    @Test
    void laterChangesFindTheTable(TestDatabase db) throws Exception {
        run(db).update();
        LiquibaseRun.write(
                directory,
                "later.yaml",
                """
                databaseChangeLog:
                - changeSet:
                    id: later
                    author: me
                    preConditions:
                    - tableExists: {tableName: orders}
                    - columnExists: {tableName: orders, columnName: created_at}
                    - primaryKeyExists: {tableName: orders}
                    changes:
                    - addColumn: {tableName: orders, columns: [{column: {name: remark, type: text}}]}
                    - createIndex: {tableName: orders, indexName: orders_remark, columns: [{column: {name: remark}}]}
                """);
        LiquibaseRun.on(db, directory, "later.yaml").update();
        assertThat(
                        db.query(
                                "SELECT relname FROM pg_index JOIN pg_class AS c ON c.oid = indrelid WHERE pg_get_indexdef(indexrelid) LIKE '%(remark)' ORDER BY 1"))
                .containsExactly("orders", "orders_legacy", "orders_y2027m01", "orders_y2027m02");
        LiquibaseRun.on(db, directory, "later.yaml").rollback();
        run(db).rollback();
        assertThat(db.one("SELECT relkind FROM pg_class WHERE relname = 'orders'")).isEqualTo("r");
    }

    @Test
    void saysWhyItCannotGoBack(TestDatabase db) throws Exception {
        run(db).update();
        db.query("INSERT INTO orders VALUES (7, '2026-06-01'), (7, '2026-07-01')");
        assertThatThrownBy(() -> run(db).rollback())
                .hasMessageContaining("Key (id)=(7) is duplicated");
        assertThat(Shape.partitions(db, "orders")).hasSize(3);
    }

    /** The README's examples, to the letter. */
    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void runsTheExamplesOfTheReadme(String format, TestDatabase db) throws Exception {
        db.query(
                """
                CREATE SCHEMA app;
                CREATE TABLE app.orders (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);
                """);
        String readme = Files.readString(Path.of("..", "README.md"));
        List<String> examples =
                Pattern.compile("```" + format + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(readme)
                        .results()
                        .map(match -> match.group(1))
                        .filter(text -> text.contains("databaseChangeLog"))
                        .toList();
        assertThat(examples).hasSize(1);
        LiquibaseRun.write(directory, "readme." + format, examples.get(0));
        LiquibaseRun.on(db, directory, "readme." + format).update();
        assertThat(Shape.partitions(db, "app.orders")).hasSize(4);
    }

    @Test
    void runsTheLayoutOfTheReadme(TestDatabase db) throws Exception {
        db.query(
                """
                CREATE SCHEMA app;
                CREATE TABLE app.events (id bigint PRIMARY KEY, tenant text NOT NULL, created_at timestamptz NOT NULL);
                CREATE INDEX ON app.events (created_at);
                """);
        Matcher example =
                Pattern.compile("```yaml\n(    - convertToPartitioned:.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(example.find()).isTrue();
        LiquibaseRun.write(
                directory,
                "layout.yaml",
                """
                databaseChangeLog:
                - changeSet:
                    id: 1
                    author: me
                    runInTransaction: false
                    changes:
                """
                        + example.group(1));
        LiquibaseRun.on(db, directory, "layout.yaml").update();
        assertThat(Shape.partitions(db, "app.events"))
                .containsExactly(
                        "app.events_eu|FOR VALUES IN ('de', 'fr')|0", "app.events_rest|DEFAULT|0");
        assertThat(Shape.partitions(db, "app.events_eu")).hasSize(4);
    }

    private static LiquibaseRun run(TestDatabase db) {
        return LiquibaseRun.on(db, FormatsIT.CHANGELOGS, FILE);
    }
}
