// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.script;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Map;

/**
 * Stands in a script for a plan that cannot be made yet, because the table is still to be created
 * or partitioned. It stops the script: else what follows would record the change as done.
 */
public final class Absent {

    private Absent() {}

    /** One statement, without its semicolon. */
    public static String statement(String title, QualifiedName table) {
        return stop(title, table, "does not exist", "was not there");
    }

    /**
     * The same for a table that an earlier change is still to work on.
     *
     * @param state such as partitioned
     */
    public static String not(String title, QualifiedName table, String state) {
        return stop(title, table, "is not " + state, "was not " + state);
    }

    private static String stop(String title, QualifiedName table, String is, String was) {
        Sql stop =
                Sql.fill(
                        STOP,
                        Map.of(
                                "message",
                                new Literal(
                                        "table %s %s when this script was printed"
                                                .formatted(table, was))));
        return HEADER.formatted(comment(title), comment(table.sql()), is)
                + Sql.of("DO %s", Sql.dollarQuote("livepartition", stop)).text();
    }

    private static String comment(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static final String HEADER =
            """
      -- LivePartition: %s
      -- Table %s %s yet, and what is to do depends on what it looks like then.
      -- Liquibase's update plans it when its turn comes. This script ends here: run it, then print the rest.
      """;

    private static final String STOP =
            """

      BEGIN
        RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = ${message},
          DETAIL = 'Everything before has been done; what is to do here could not be planned.',
          HINT = 'Run Liquibase''s releaseLocks, and then update, or print the rest once more.';
      END
      """;
}
