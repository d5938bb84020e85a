// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;

/**
 * What the first sample's changelog makes of an empty database, and what is left of it after a
 * rollback.
 */
final class SampleChangelog {

    static final Path DIRECTORY = Path.of("src", "it", "changelog").toAbsolutePath();
    static final String FILE = "db/changelog.yaml";

    private SampleChangelog() {}

    static void assertApplied(TestDatabase db) {
        assertThat(db.query("SELECT relkind FROM pg_class WHERE relname = 'orders'"))
                .containsExactly("r");
    }

    static void assertRolledBack(TestDatabase db) {
        assertThat(db.query("SELECT relkind FROM pg_class WHERE relname = 'orders'")).isEmpty();
    }
}
