// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import java.sql.SQLException;
import java.util.List;

/**
 * A stage that PostgreSQL ended with an error: which one, what it said, what is done already and
 * how to go on. The SQLSTATE is PostgreSQL's.
 */
public final class StageException extends SQLException {

    private static final long serialVersionUID = 1L;

    private final String stage;

    StageException(String stage, List<String> done, SQLException cause) {
        super(
                """
                %s: failed with SQLSTATE %s
                  %s
                  Done: %s.
                  To go on: run it again; what is done stays done, and this stage begins anew."""
                        .formatted(
                                stage,
                                cause.getSQLState(),
                                cause.getMessage(),
                                done.isEmpty() ? "nothing in this run" : String.join("; ", done)),
                cause.getSQLState(),
                cause.getErrorCode(),
                cause);
        this.stage = stage;
    }

    /** Its place and title, as in the progress lines. */
    public String stage() {
        return stage;
    }
}
