// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways back in the wrong order: refused with the reason, and no row is lost. */
@PostgresTest
class MoveOrderIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");
    private static final Moving MOVING = Moving.of(REQUEST, "MINVALUE", "2027-03-01").name("all");

    private interface Run {
        List<String> run(TestDatabase database) throws SQLException;
    }

    @BeforeEach
    void moveAll(TestDatabase database) throws Exception {
        Orders.create(database, 2000);
        Orders.grant(database);
        Runs.convert(database, REQUEST);
        MOVING.there(database);
    }

    private static String refused(TestDatabase database, Run run) {
        List<String> before = Definition.of(database);
        String rows = rows(database);
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> run.run(database));
        assertThat(refused).as("refusal").isNotNull();
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(rows(database)).isEqualTo(rows);
        return refused.getMessage();
    }

    private static String rows(TestDatabase database) {
        return database.one(
                "SELECT count(*) || ' ' || md5(string_agg(o::text, ' ' ORDER BY \"Id\")) FROM %s AS o"
                        .formatted(Orders.NAME));
    }

    private static List<String> revert(TestDatabase database) throws SQLException {
        return Runs.revert(database, REQUEST);
    }

    @Test
    void theConversionBeforeTheMove(TestDatabase database) throws Exception {
        String rows = rows(database);
        assertThat(refused(database, MoveOrderIT::revert))
                .isEqualTo(
                        """
                        table "Sales"."Ord""ers" cannot be given back its old heap
                          Detail: "Sales"."Ord""ers_legacy" is no partition of it: its rows have moved, or it was detached.
                          Hint: Roll back moveRangeToPartition first, or attach it again.""");
        MOVING.back(database);
        revert(database);
        assertThat(rows(database)).isEqualTo(rows);
    }

    @Test
    void anythingAfterTheOldHeapIsGone(TestDatabase database) throws Exception {
        MOVING.dropLegacy(database, false);
        assertThat(refused(database, MOVING::back))
                .isEqualTo(
                        """
                        the ranges of table "Sales"."Ord""ers" cannot be moved back
                          Detail: The old heap "Sales"."Ord""ers_legacy" is gone.
                          Hint: Leave them where they are.""");
        assertThat(refused(database, MoveOrderIT::revert))
                .isEqualTo(
                        """
                        table "Sales"."Ord""ers" cannot be given back its old heap
                          Detail: There is no "Sales"."Ord""ers_legacy" any more that convertToPartitioned has made.
                          Hint: Keep what was converted.""");
    }

    /** Half of it stands apart with its rows, which are the table's no more. */
    @Test
    void theConversionAfterTheOldHeapWasTakenOff(TestDatabase database) throws Exception {
        MOVING.back(database);
        Moving half = Moving.of(REQUEST, "MINVALUE", "2025-01-01").name("half");
        half.there(database);
        half.dropLegacy(database, true);
        assertThat(database.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("1463");
        assertThat(database.one("SELECT count(*) FROM " + Orders.LEGACY)).isEqualTo("537");
        assertThat(refused(database, MoveOrderIT::revert))
                .startsWith("table \"Sales\".\"Ord\"\"ers\" cannot be given back its old heap");
        assertThat(database.one("SELECT count(*) FROM " + Orders.LEGACY)).isEqualTo("537");
    }

    /** A table of the same name that somebody else has made takes nothing in. */
    @Test
    void anotherTableInThePlaceOfTheOldHeap(TestDatabase database) throws Exception {
        MOVING.dropLegacy(database, false);
        database.query("CREATE TABLE %s (LIKE %s)".formatted(Orders.LEGACY, Orders.NAME));
        assertThat(refused(database, MoveOrderIT::revert))
                .startsWith("table \"Sales\".\"Ord\"\"ers\" cannot be given back its old heap");
        assertThat(refused(database, MOVING::back))
                .isEqualTo(
                        """
                        table "Sales"."Ord""ers" has no old heap "Sales"."Ord""ers_legacy"
                          Detail: Ranges are moved out of the partition that convertToPartitioned with strategy attach has made of the old heap, or out of a default partition.
                          Hint: Convert the table first, or set legacyTableName.""");
    }

    /** Said from the statistics, before anything runs. */
    @Test
    void keysThatTooManyRowsHaveAreToldBeforehand(TestDatabase database) throws Exception {
        MOVING.back(database);
        database.query(
                """
                INSERT INTO %1$s ("Cust""omer", "Created At") SELECT 1, '2024-12-24 18:00:00+00' FROM generate_series(1, 5000);
                INSERT INTO %1$s ("Cust""omer", "Created At") SELECT 1, '2025-12-24 18:00:00+00' FROM generate_series(1, 6000);
                """
                        .formatted(Orders.NAME));
        Moving old = Moving.of(REQUEST, "MINVALUE", "2025-01-01").name("old");
        assertThat(notes(database, old)).hasSize(3);
        database.query("ANALYZE " + Orders.LEGACY);
        assertThat(notes(database, old))
                .hasSize(4)
                .last()
                .asString()
                .matches(
                        "WARNING: about (4\\d|50)\\d\\d rows have the key 2024-12-24 18:00:00\\+00, by the statistics, and can only move together: that holds the locks for about [67]\\d ms, is more than maxLockTime, and ends the run with an error; set oversizedSlices to accept, or maxLockTime to more\\.");
        assertThat(notes(database, old.mode(50, false, true)))
                .last()
                .asString()
                .endsWith(
                        "holds the locks for about %s ms.".formatted(millis(notes(database, old))));
        assertThat(notes(database, old.mode(500, false, false))).hasSize(3);
    }

    private static String millis(List<String> notes) {
        return notes.get(3).replaceAll(".* for about (\\d+) ms.*", "$1");
    }

    private static List<String> notes(TestDatabase database, Moving moving) throws SQLException {
        try (var owner = database.owner()) {
            return Planning.move(owner, moving.move()).notes();
        }
    }
}
