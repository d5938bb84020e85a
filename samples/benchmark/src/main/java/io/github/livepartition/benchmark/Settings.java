// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the command says.
 *
 * @param what copies, moves, or both with a comma between
 * @param rows of the table
 * @param repetitions how often each contestant has its turn
 * @param sessions how many sessions copy, beside one
 * @param writes statements of each kind in each situation and repetition; 0 for none
 * @param growth sizes in rows at which the whole is measured once more
 * @param fsync what PostgreSQL is told, on or off
 * @param commit synchronous_commit of the application
 */
record Settings(
        List<String> what,
        long rows,
        int repetitions,
        int sessions,
        int writes,
        List<Long> growth,
        String fsync,
        String commit) {

    static Settings ofSystem() {
        return new Settings(
                list("what").toList(),
                Long.parseLong(property("rows")),
                Integer.parseInt(property("repetitions")),
                Integer.parseInt(property("sessions")),
                Integer.parseInt(property("writes")),
                list("growth").map(Long::valueOf).toList(),
                property("fsync"),
                property("commit"));
    }

    boolean measures(String name) {
        return what.contains(name);
    }

    private static Stream<String> list(String name) {
        return Stream.of(property(name).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty());
    }

    private static String property(String name) {
        return System.getProperty("benchmark." + name, "");
    }
}
