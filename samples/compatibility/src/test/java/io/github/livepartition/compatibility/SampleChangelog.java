// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Map;

/** The first sample's changelog with few orders: a table up to a tag, then its conversion. */
final class SampleChangelog {

    /** What the liquibase property searchPath names. */
    static final Path DIRECTORY = Path.of("..", "01-live-orders").toAbsolutePath().normalize();

    static final String FILE = "changelog/changelog.yaml";

    static final String TAG = "one-table";

    private static final int ORDERS = 1000;

    private SampleChangelog() {}

    /** What the changelog leaves to its users. */
    static Map<String, String> variables(TestDatabase db) {
        return Map.of(
                "application", db.role("Application").user(),
                "reporting", db.role("Reporting").user(),
                "orders", Integer.toString(ORDERS));
    }

    static void assertNothingDone(TestDatabase db) {
        assertThat(db.query("SELECT nspname FROM pg_namespace WHERE nspname = 'app'")).isEmpty();
    }

    static void assertOneTable(TestDatabase db) {
        assertThat(db.one("SELECT relkind FROM pg_class WHERE oid = 'app.orders'::regclass"))
                .isEqualTo("r");
        assertThat(db.query("SELECT relname FROM pg_class WHERE relispartition")).isEmpty();
        assertAllOrders(db);
    }

    static void assertPartitioned(TestDatabase db) {
        assertThat(db.one("SELECT relkind FROM pg_class WHERE oid = 'app.orders'::regclass"))
                .isEqualTo("p");
        assertThat(db.query("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'"))
                .contains("orders_legacy")
                .hasSize(4);
        assertAllOrders(db);
    }

    private static void assertAllOrders(TestDatabase db) {
        assertThat(db.one("SELECT count(*), count(DISTINCT id) FROM app.orders"))
                .isEqualTo("%d|%d".formatted(ORDERS, ORDERS));
    }
}
