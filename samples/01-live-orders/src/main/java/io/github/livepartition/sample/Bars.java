// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample;

import java.util.Arrays;

/** Numbers as blocks. */
final class Bars {
    private static final String LEFT = "▏▎▍▌▋▊▉█";
    private static final String LOWER = "▁▂▃▄▅▆▇█";
    private static final int EIGHTHS = 8;

    private Bars() {}

    /** A bar to the right; what is not nothing shows at least a sliver. */
    static String bar(long value, long most, int width) {
        int eighths = (int) Math.round((double) value / most * width * EIGHTHS);
        if (value > 0 && eighths == 0) {
            eighths = 1;
        }
        var rest = eighths % EIGHTHS;
        return "█".repeat(eighths / EIGHTHS) + (rest == 0 ? "" : LEFT.charAt(rest - 1));
    }

    /** One block a number, the greatest one full; nothing is a blank. */
    static String line(double[] values) {
        double most = Arrays.stream(values).max().orElse(0);
        var line = new StringBuilder();
        for (double value : values) {
            line.append(
                    value == 0 ? ' ' : LOWER.charAt((int) Math.ceil(value / most * EIGHTHS) - 1));
        }
        return line.toString();
    }
}
