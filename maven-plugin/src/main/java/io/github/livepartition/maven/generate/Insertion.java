// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * One more piece of text in another one.
 *
 * @param at the offset in characters
 */
record Insertion(int at, String text) {

    String into(String whole) {
        return whole.substring(0, at) + text + whole.substring(at);
    }

    /** With the end of line that the text uses. */
    static String endOfLine(String whole) {
        return whole.contains("\r\n") ? "\r\n" : "\n";
    }

    /** Spaces and tabs at the beginning of the line that the offset is in. */
    static String indent(String whole, int offset) {
        int begin = whole.lastIndexOf('\n', offset - 1) + 1;
        int end = begin;
        while (end < offset && (whole.charAt(end) == ' ' || whole.charAt(end) == '\t')) {
            end++;
        }
        return whole.substring(begin, end);
    }

    /** As a diff shows it: the new lines with those around them. */
    List<String> diff(String whole, int around) {
        String[] before = whole.split("\\R", -1);
        String[] after = into(whole).split("\\R", -1);
        int same = 0;
        while (same < before.length && before[same].equals(after[same])) {
            same++;
        }
        int rest = 0;
        while (rest < before.length - same
                && before[before.length - 1 - rest].equals(after[after.length - 1 - rest])) {
            rest++;
        }
        List<String> lines = new ArrayList<>();
        for (int i = Math.max(0, same - around); i < same; i++) {
            lines.add("  " + before[i]);
        }
        for (int i = same; i < before.length - rest; i++) {
            lines.add("- " + before[i]);
        }
        for (int i = same; i < after.length - rest; i++) {
            lines.add("+ " + after[i]);
        }
        for (int i = before.length - rest;
                i < Math.min(before.length, before.length - rest + around);
                i++) {
            lines.add("  " + before[i]);
        }
        return lines;
    }
}
