// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is heard of one turn of a move.
 *
 * @param rate how many rows had moved when
 * @param locks how long the application was locked out, by stage
 */
record Moved(Rate rate, LockTimes locks) {

    private static final Pattern LOCKED = Pattern.compile("locked for ([0-9.]+) ms");

    Moved() {
        this(new Rate(), new LockTimes());
    }

    /** A line of progress. */
    void hear(String stage, String line) {
        Matcher matcher = LOCKED.matcher(line);
        if (matcher.find()) {
            locks.add(stage, Double.parseDouble(matcher.group(1)));
        }
    }
}
