// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the command says.
 *
 * @param rows of the table
 * @param repetitions how often each contestant has its turn
 * @param sessions how many sessions copy, beside one
 * @param writes statements of each kind in each situation and repetition; 0 for none
 * @param growth sizes in rows at which the whole is measured once more
 * @param fsync what PostgreSQL is told, on or off
 * @param commit synchronous_commit of the application
 */
record Settings(
        long rows,
        int repetitions,
        int sessions,
        int writes,
        List<Long> growth,
        String fsync,
        String commit) {

    static Settings ofSystem() {
        return new Settings(
                Long.parseLong(property("rows")),
                Integer.parseInt(property("repetitions")),
                Integer.parseInt(property("sessions")),
                Integer.parseInt(property("writes")),
                Stream.of(property("growth").split(","))
                        .filter(size -> !size.isBlank())
                        .map(size -> Long.valueOf(size.strip()))
                        .toList(),
                property("fsync"),
                property("commit"));
    }

    private static String property(String name) {
        return System.getProperty("benchmark." + name, "");
    }
}
