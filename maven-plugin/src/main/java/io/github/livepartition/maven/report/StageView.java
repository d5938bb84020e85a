// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

import java.util.List;

/**
 * One stage of a change.
 *
 * @param lock the strongest, in PostgreSQL's words
 * @param stall how long the application may wait for it
 * @param work what the server reads or writes meanwhile
 * @param time about how long it takes; empty where that is not estimated
 * @param steps what it consists of, where that is more than its title
 * @param locks each on its relation, the strongest first
 */
public record StageView(
        int number,
        String title,
        Impact impact,
        String lock,
        String stall,
        String work,
        String time,
        List<String> steps,
        List<String> locks) {

    public StageView {
        steps = List.copyOf(steps);
        locks = List.copyOf(locks);
    }
}
