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

    private static final String NESTED_CHECKSUM = "9:30f94da6a7a8ccfabe789675af7a79e5";

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

    @ParameterizedTest
    @ValueSource(strings = {"events.yaml", "events.json", "events.xml", "events-ext.xml"})
    void takesNestedPartitionsInEachFormat(String file, TestDatabase db) throws Exception {
        LiquibaseRun.on(db, CHANGELOGS, file).update();
        assertThat(Shape.partitions(db, "events"))
                .containsExactly(
                        "events_1|FOR VALUES IN ('1')|0",
                        "events_eu|FOR VALUES IN ('de', 'o''neil')|1",
                        "events_rest|DEFAULT|0");
        assertThat(Shape.partitions(db, "events_eu"))
                .contains(
                        "events_eu_late|DEFAULT|0",
                        "events_eu_y2035|FOR VALUES FROM ('2035-01-01') TO ('2036-01-01')|1",
                        "events_eu_y2036|FOR VALUES FROM ('2036-01-01') TO ('2037-01-01')|0")
                .noneMatch(line -> line.startsWith("events_eu_y2037"));
        assertThat(db.one("SELECT md5sum FROM databasechangelog WHERE id = '3'"))
                .isEqualTo(NESTED_CHECKSUM);
    }

    @Test
    void keepsNestedPartitionsInTheChecksum(TestDatabase db) throws Exception {
        LiquibaseRun.on(db, CHANGELOGS, "events.yaml").update();
        for (String[] edit :
                new String[][] {
                    {"values: 1", "values: 2"},
                    {"name: events_rest", "name: events_others"},
                    {"premake: 1", "premake: 2"},
                    {"{table}_late", "{table}_later"}
                }) {
            edited("events.yaml", edit[0], edit[1]);
            assertThatThrownBy(() -> LiquibaseRun.on(db, directory, "events.yaml").update())
                    .hasMessageContaining("events.yaml::3::me was: " + NESTED_CHECKSUM);
        }
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
        edited("orders.yaml", from, to);
    }

    private void edited(String file, String from, String to) throws IOException {
        String text = Files.readString(CHANGELOGS.resolve(file));
        assertThat(text).contains(from);
        LiquibaseRun.write(directory, file, text.replace(from, to));
    }
}
