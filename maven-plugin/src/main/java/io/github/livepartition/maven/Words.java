// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Quantities for people. */
final class Words {

    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB");

    private Words() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With the units of PostgreSQL's pg_size_pretty, in which a kB has 1024 bytes. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double size = bytes / 1024.0;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.size() - 1) {
            size /= 1024;
            unit++;
        }
        String pattern = size < 10 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, pattern, size, UNITS.get(unit));
    }

    /** The largest unit of which there are at least two, rounded down. */
    static String duration(Duration time) {
        if (time.toDays() >= 2) {
            return time.toDays() + " days";
        }
        if (time.toHours() >= 2) {
            return time.toHours() + " hours";
        }
        return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
