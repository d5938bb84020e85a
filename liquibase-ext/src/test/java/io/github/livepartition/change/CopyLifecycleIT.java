// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy as people run it: its attributes, its way back, and its end. */
@PostgresTest
class CopyLifecycleIT {

    private static final String FILE = "copy.yaml";
    private static final String CONVERT =
            """
            databaseChangeLog:
            - changeSet:
                id: 1
                author: me
                runInTransaction: false
                changes:
                - convertToPartitioned:
                    schemaName: public
                    tableName: orders
                    partitionColumn: created_at
                    interval: month
                    strategy: copy
                    primaryKeyColumns: id, created_at
                    %s
            """;
    private static final String DROP =
            """
            - changeSet:
                id: 2
                author: me
                runInTransaction: false
                changes:
                - dropLegacyTable: {schemaName: public, tableName: orders}
            """;

    @TempDir private Path directory;

    @BeforeEach
    void create(TestDatabase db) {
        db.query(
                """
                CREATE TABLE public.orders (id bigint PRIMARY KEY, created_at timestamptz NOT NULL, note text);
                CREATE INDEX ON public.orders (created_at);
                INSERT INTO public.orders SELECT g, timestamptz '2026-01-01' + g * interval '1 hour', 'n' || g FROM generate_series(1, 5000) g
                """);
    }

    private LiquibaseRun run(TestDatabase db, String attributes, String more) throws Exception {
        LiquibaseRun.write(directory, FILE, CONVERT.formatted(attributes) + more);
        return LiquibaseRun.on(db, directory, FILE);
    }

    @Test
    void isSharedBySessionsOfTheSameUser(TestDatabase db) throws Exception {
        LiquibaseRun run = run(db, "parallel: 2\n        batchPages: 4", "");
        run.update();
        assertThat(run.said()).noneMatch(line -> line.contains("1 of 2 sessions"));
        assertThat(run.said()).anyMatch(line -> line.contains("100% copied, 5000 rows"));
        assertThat(db.one("SELECT count(*) FROM public.orders")).isEqualTo("5000");
    }

    @Test
    void keepsPaceOutOfTheChecksum(TestDatabase db) throws Exception {
        run(db, "pause: 0.1", "").update();
        run(
                        db,
                        "pause: 0\n        batchPages: 10\n        between: 00:00-23:59\n        parallel: 2",
                        "")
                .update();
        assertThatThrownBy(() -> run(db, "reverseLog: false", "").update())
                .hasMessageContaining("but is now");
    }

    @Test
    void goesBackUntilTheOldHeapIsDropped(TestDatabase db) throws Exception {
        run(db, "", "").update();
        db.query("INSERT INTO public.orders VALUES (6000, '2026-03-01', 'later')");
        run(db, "", "").rollback();
        assertThat(
                        db.one(
                                "SELECT relkind, (SELECT count(*) FROM public.orders) FROM pg_class WHERE relname = 'orders'"))
                .isEqualTo("r|5001");
        run(db, "", DROP).update();
        assertThat(db.one("SELECT count(*) FROM public.orders")).isEqualTo("5001");
        assertThat(db.query("SELECT relname FROM pg_class WHERE relname LIKE 'orders\\_l%'"))
                .isEmpty();
        assertThatThrownBy(() -> run(db, "", DROP).rollback())
                .hasMessageContaining(
                        "dropLegacyTable has no way back: the old heap is gone, and the log that kept it in step");
    }

    @Test
    void isGivenUpByHandAsTheManualSays(TestDatabase db) throws Exception {
        db.query(
                "CREATE VIEW public.taken AS SELECT 1 AS n; ALTER VIEW public.taken RENAME TO orders_legacy");
        assertThatThrownBy(() -> run(db, "", "").update())
                .hasMessageContaining("name \"public\".\"orders_legacy\" is taken");
        db.query("DROP VIEW public.orders_legacy");
        LiquibaseRun closed = run(db, "between: 00:00-00:01", "");
        if (db.one("SELECT (clock_timestamp() AT TIME ZONE 'UTC')::time < '00:02'").equals("f")) {
            assertThatThrownBy(closed::update).hasMessageContaining("it is not between");
            assertThat(db.one("SELECT to_regclass('public.orders_changes') IS NULL"))
                    .isEqualTo("f");
            db.query(
                    """
                    DROP TRIGGER livepartition_changes ON public.orders;
                    DROP TRIGGER livepartition_truncate ON public.orders;
                    DROP FUNCTION public.orders_changes();
                    DROP TABLE public.orders_changes, public.orders_pages, public.orders_copy;
                    """);
        }
        run(db, "", "").update();
        assertThat(db.one("SELECT count(*) FROM public.orders")).isEqualTo("5000");
    }
}
