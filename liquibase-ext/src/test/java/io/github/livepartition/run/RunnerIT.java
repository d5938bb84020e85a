// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run says while it works, line by line. */
@PostgresTest
class RunnerIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    @BeforeEach
    void create(TestDatabase database) throws Exception {
        Orders.create(database, 500);
    }

    /** Line by line; where a # is expected, any number will do. */
    private static void says(List<String> lines, String expected) {
        assertThat(String.join("\n", lines) + "\n")
                .matches(Pattern.quote(expected).replace("#", "\\E[0-9.]+\\Q"));
    }

    @Test
    void saysTheStagesOfAConversion(TestDatabase database) throws Exception {
        says(
                Runs.convert(database, REQUEST),
                """
                stage 1 of 6: build the index "Ord""ers_legacy_pkey"
                stage 2 of 6: build the index "Ord""ers_legacy_bounds_idx"
                stage 3 of 6: add the bounds check
                  done in attempt #, locked for # ms
                stage 4 of 6: validate the bounds check "Ord""ers_legacy_bounds"
                stage 5 of 6: cut over
                  done in attempt #, locked for # ms
                stage 6 of 6: analyze "Sales"."Ord""ers"
                partition "Sales"."Ord""ers" by range ("Created At"): done
                """);
    }

    @Test
    void saysTheStagesOfTheWayBack(TestDatabase database) throws Exception {
        Runs.convert(database, REQUEST);
        database.query(
                """
                INSERT INTO "Sales"."Ord""ers" ("Cust""omer", "Created At", amount)
                  SELECT 1, timestamptz '2027-03-01' + g % 60 * interval '1 day', g FROM generate_series(1, 1150) g
                """);
        says(
                Runs.revert(database, REQUEST),
                """
                stage 1 of 7: build the index "Ord""ers_legacy_old_pkey"
                stage 2 of 7: build the index "Ord""ers_y2027m03_bounds_idx"
                stage 3 of 7: build the index "Ord""ers_y2027m04_bounds_idx"
                stage 4 of 7: build the index "Ord""ers_y2027m05_bounds_idx"
                stage 5 of 7: return the rows of the other partitions in slices, until at most 1000 are left
                  179 rows moved, all keys below '2027-03-10 00:00:00+00' are in "Sales"."Ord""ers_legacy"; locked for # ms
                stage 6 of 7: cut over in reverse
                  done in attempt #, locked for # ms
                stage 7 of 7: drop the index "Ord""ers_legacy_bounds_idx"
                undo the partitioning of "Sales"."Ord""ers": done
                """);
    }

    @Test
    void countsWhatIsLeftWhenItGoesOn(TestDatabase database) throws Exception {
        Runs.upTo(database, REQUEST, "cut over");
        says(
                Runs.convert(database, REQUEST),
                """
                stage 1 of 2: cut over
                  done in attempt #, locked for # ms
                stage 2 of 2: analyze "Sales"."Ord""ers"
                partition "Sales"."Ord""ers" by range ("Created At"): done
                """);
    }

    @Test
    void saysThatNothingIsLeftToDo(TestDatabase database) throws Exception {
        Runs.convert(database, REQUEST);
        assertThat(Runs.convert(database, REQUEST))
                .containsExactly(
                        "partition \"Sales\".\"Ord\"\"ers\" by range (\"Created At\"): nothing is left to do");
    }

    @Test
    void saysThatNothingIsLeftToUndo(TestDatabase database) throws Exception {
        assertThat(Runs.revert(database, REQUEST))
                .containsExactly(
                        "undo the partitioning of \"Sales\".\"Ord\"\"ers\": nothing is left to do");
    }

    @Test
    void saysThatAStageWhichSaysNothingIsStillAtWork(TestDatabase database) throws Exception {
        Session writer = database.session("writer");
        writer.run("BEGIN");
        writer.run("UPDATE \"Sales\".\"Ord\"\"ers\" SET note = 'held' WHERE \"Id\" = 7");
        try (Running run = Running.conversion(database.owner(), REQUEST)) {
            run.until("still at work");
            writer.run("COMMIT");
            says(
                    run.finish().subList(1, 4),
                    """
                    stage 1 of 6: build the index "Ord""ers_legacy_pkey"
                    stage 1 of 6: build the index "Ord""ers_legacy_pkey": still at work, # s
                    stage 2 of 6: build the index "Ord""ers_legacy_bounds_idx"
                    """);
        }
    }

    @Test
    void saysForWhomItWaits(TestDatabase database) throws Exception {
        Runs.upTo(database, REQUEST, "cut over");
        Session reader = database.session("reader");
        reader.run("BEGIN");
        reader.run("SELECT count(*) FROM \"Sales\".\"Ord\"\"ers\"");
        try (Running run = Running.conversion(database.owner(), REQUEST)) {
            run.until("waiting for");
            reader.run("COMMIT");
            assertThat(run.finish().get(2))
                    .matches(
                            "  waiting for pid %d \"reader\" \\(idle in transaction since [^)]*\\): SELECT count.*"
                                    .formatted(reader.pid()));
        }
    }

    @Test
    void saysThatItPlansAgain(TestDatabase database) throws Exception {
        Runs.upTo(database, REQUEST, "cut over");
        Session owner = database.session("owner");
        owner.run("BEGIN");
        owner.run("COMMENT ON TABLE \"Sales\".\"Ord\"\"ers\" IS 'changed'");
        try (Running run = Running.conversion(database.owner(), REQUEST)) {
            run.until("waiting for");
            owner.run("COMMIT");
            List<String> lines = run.finish();
            says(
                    lines.subList(lines.size() - 5, lines.size()),
                    """
                      ERROR: the definition of table "Sales"."Ord""ers" has changed since the plan was made: planned again
                    stage 1 of 2: cut over
                      done in attempt #, locked for # ms
                    stage 2 of 2: analyze "Sales"."Ord""ers"
                    partition "Sales"."Ord""ers" by range ("Created At"): done
                    """);
        }
    }
}
