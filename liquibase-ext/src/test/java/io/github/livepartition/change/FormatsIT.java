// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same changelog in every format, from an empty database on. */
@PostgresTest
class FormatsIT {

    static final Path CHANGELOGS = Path.of("src/test/resources/changelogs");

    /**
     * What users have in their DATABASECHANGELOG: a release that changes it breaks their update.
     */
    private static final String CHECKSUM = "9:e25173eb4fb96569db7953fe913b5334";

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"orders.yaml", "orders.json", "orders.xml", "orders-ext.xml"})
    void buildsEverythingFromScratch(String file, TestDatabase db) throws Exception {
        LiquibaseRun run = LiquibaseRun.on(db, CHANGELOGS, file);
        run.update();
        assertThat(Shape.partitions(db, "orders"))
                .containsExactly(
                        "orders_legacy|FOR VALUES FROM (MINVALUE) TO ('2027-01-01 00:00:00+00')|1",
                        "orders_y2027m01|FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-02-01 00:00:00+00')|0",
                        "orders_y2027m02|FOR VALUES FROM ('2027-02-01 00:00:00+00') TO ('2027-03-01 00:00:00+00')|0");
        assertThat(db.one("SELECT md5sum FROM databasechangelog WHERE id = '3'"))
                .isEqualTo(CHECKSUM);
        assertThat(run.said()).anyMatch(line -> line.startsWith("stage 1 of "));
    }

    @Test
    void keepsPaceOutOfTheChecksum(TestDatabase db) throws Exception {
        LiquibaseRun.on(db, CHANGELOGS, "orders.yaml").update();
        edited("lockTimeout: 50ms", "lockTimeout: 75ms\n        lockRetryFor: PT1H");
        LiquibaseRun.on(db, directory, "orders.yaml").update();
    }

    @Test
    void keepsTheRequestInTheChecksum(TestDatabase db) throws Exception {
        LiquibaseRun.on(db, CHANGELOGS, "orders.yaml").update();
        edited("premake: 2", "premake: 4");
        assertThatThrownBy(() -> LiquibaseRun.on(db, directory, "orders.yaml").update())
                .hasMessageContaining("orders.yaml::3::me was: " + CHECKSUM);
    }

    @Test
    void takesADateWithoutQuotesForWhatIsWritten(TestDatabase db) throws Exception {
        edited("${boundary}", "2027-01-01");
        LiquibaseRun.on(db, directory, "orders.yaml").update();
        assertThat(db.one("SELECT md5sum FROM databasechangelog WHERE id = '3'"))
                .isEqualTo(CHECKSUM);
    }

    private void edited(String from, String to) throws IOException {
        String text = Files.readString(CHANGELOGS.resolve("orders.yaml"));
        assertThat(text).contains(from);
        LiquibaseRun.write(directory, "orders.yaml", text.replace(from, to));
    }
}
