// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The disk of the database is full in the middle of a copy. */
@PostgresTest(crash = true)
class FullDiskIT {

    private static final Request REQUEST = Orders.request().copy();
    private static final String ROWS =
            "SELECT count(*), sum(hashtextextended(o::text, 0)) FROM " + Orders.NAME + " AS o";
    private static final long MEGABYTE = 1L << 20;

    @Test
    void stopsTheCopyAndGivesBackItsSpace(TestDatabase database) throws Exception {
        Path disk = Files.createTempDirectory("livepartition-disk");
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", disk.toString()),
                "only root can make a small disk");
        try {
            database.asSuperuser("CREATE TABLESPACE small LOCATION '%s'".formatted(disk));
            moveTo("small", database);
            stopsAndGoesOn(database, disk);
            moveTo("pg_default", database);
            database.asSuperuser("DROP TABLESPACE small");
        } finally {
            succeeds("umount", "-l", disk.toString());
            Files.delete(disk);
        }
    }

    private static void stopsAndGoesOn(TestDatabase database, Path disk) throws Exception {
        Orders.create(database, 60_000);
        long heap = Long.parseLong(database.one("SELECT pg_relation_size('" + Orders.NAME + "')"));
        resize(disk, used(disk) + heap / 2 + 2 * MEGABYTE);
        assertThatThrownBy(() -> Runs.convert(database, REQUEST))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("SQLSTATE 53100")
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("Detail: The copy was dropped, to give back its space.")
                .hasMessageContaining(
                        "Hint: Make room for the table and its indexes once more, and run it again, or roll back.");

        // as much as one more copy would not have had room for
        database.query("UPDATE " + Orders.NAME + " SET amount = amount + 1 WHERE \"Id\" % 10 = 0");
        List<String> rows = database.query(ROWS);
        assertThat(database.query("SELECT to_regclass('\"Sales\".\"Ord\"\"ers_copy\"') IS NULL"))
                .containsExactly("t");

        resize(disk, 1024 * MEGABYTE);
        Runs.convert(database, REQUEST);
        assertThat(database.query(ROWS)).isEqualTo(rows);
    }

    /** Nobody may use a database that moves. */
    private static void moveTo(String tablespace, TestDatabase database) {
        database.fromOutside(
                "ALTER DATABASE \"%s\" SET TABLESPACE %s".formatted(database.name(), tablespace));
    }

    private static long used(Path disk) throws IOException {
        var store = Files.getFileStore(disk);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    private static void resize(Path disk, long bytes) {
        assertThat(succeeds("mount", "-o", "remount,size=" + bytes, disk.toString())).isTrue();
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
