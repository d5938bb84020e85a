// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.plan.PartitionDrop;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ranges are staged in any order, take the old heap's place, give it back and take it again, and
 * the old heap goes, while the table and a plain twin are written to: every read must find them
 * equal, however old its snapshot is.
 */
@PostgresTest
class StageTwinIT {

    /** Keys change across it all the time. */
    static final Request REQUEST = Twins.attached().boundary("2025-12-01").premake(24);

    private static final Completing COMPLETING = Completing.of(REQUEST);

    static List<Moving> moves(long seed) {
        List<Moving> moves =
                new ArrayList<>(
                        List.of(
                                Moving.of(REQUEST, "MINVALUE", "2025-03-01").name("the \"oldest"),
                                Moving.of(REQUEST, "2025-03-01", "2025-06-01").interval("month"),
                                Moving.of(REQUEST, "2025-06-01", "2025-09-10").interval("month"),
                                Moving.of(REQUEST, "2025-09-10", "2025-12-01").name("the rest")));
        Collections.shuffle(moves, new Random(seed));
        return moves.stream().map(Moving::staged).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void everySnapshotFindsThemEqual(long seed, TestDatabase database) throws Exception {
        Twins twins = new Twins(database, seed, seed % 3 == 0, true, 1);
        Runs.convert(database, REQUEST);
        try (twins) {
            twins.start();
            for (Moving moving : moves(seed)) {
                moving.there(database);
            }
            COMPLETING.there(database);
            Thread.sleep(300);
            COMPLETING.back(database);
            Thread.sleep(300);
            COMPLETING.there(database);
            Thread.sleep(300);
            try (Connection connection = database.owner()) {
                new Runner(connection, line -> {})
                        .run(() -> Planning.partitionDrop(connection, drop()));
            }
        }
        assertThat(twins.differences()).as("seed %d", seed).isEmpty();
        assertThat(twins.faults()).as("seed %d", seed).isEmpty();
        assertThat(twins.written()).isGreaterThan(100);
        assertThat(twins.compared()).isGreaterThan(10);
        assertThat(
                        database.query(
                                "SELECT relname FROM pg_class WHERE relname ~ 'legacy' UNION ALL SELECT proname FROM pg_proc WHERE proname ~ 'legacy'"))
                .isEmpty();
    }

    static PartitionDrop drop() {
        return new PartitionDrop(
                REQUEST.table(), COMPLETING.completion().staged().legacy(), false, REQUEST.pace());
    }
}
