// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.script;

import io.github.livepartition.catalog.Advisory;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;

/** What ends a run from another session of the same role. */
public final class Stopping {

    /** Answers which backend serves a session. */
    public static final String PID = "SELECT pg_catalog.pg_backend_pid()";

    private Stopping() {}

    /** Answers whether somebody has stopped the run already; then nothing is moving. */
    public static String isPaused(QualifiedName table) {
        return Sql.of(
                        "SELECT NOT (SELECT pg_catalog.pg_try_advisory_lock_shared(k) AND pg_catalog.pg_advisory_unlock_shared(k) FROM (SELECT %s AS k) AS key)",
                        Advisory.pause(table))
                .text();
    }

    /** Returns as soon as the batch that is under way has ended, and lets no other begin. */
    public static String pause(QualifiedName table) {
        return Sql.of("SELECT pg_catalog.pg_advisory_lock(%s)", Advisory.pause(table)).text();
    }

    /** Ends the statement of a session. */
    public static String cancel(int pid) {
        return "SELECT pg_catalog.pg_cancel_backend(%d)".formatted(pid);
    }
}
