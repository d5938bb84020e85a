// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A session that works on a table.
 *
 * @param name its application_name, which says how far it is
 * @param seconds how long its statement has been running
 * @param phase of an index build or a vacuum, as PostgreSQL calls it
 * @param percent of that phase
 * @param waitsFor who holds what it wants
 */
public record Operation(
        int pid,
        String name,
        long seconds,
        Optional<String> phase,
        OptionalInt percent,
        List<Activity> waitsFor) {

    public Operation {
        waitsFor = List.copyOf(waitsFor);
    }

    /**
     * Another session.
     *
     * @param state such as {@code idle in transaction}; of another role only known with
     *     pg_read_all_stats
     * @param seconds how long its transaction has been open
     * @param query at most a hundred characters of its last one
     */
    public record Activity(
            int pid,
            Optional<String> name,
            Optional<String> role,
            String state,
            long seconds,
            Optional<String> query) {}
}
