// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.Candidate;
import io.github.livepartition.maven.report.AdviceView;
import io.github.livepartition.plan.Advice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is recommended for a table, and the command that would write it. */
record AdviceText(Advice advice) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]+");

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s".formatted(advice.table().name(), size()));
        cut().ifPresent(cut -> lines.add("  partition it by " + cut));
        advice.reasons().forEach(reason -> lines.add("  " + reason));
        advice.cut().ifPresent(cut -> lines.add("  " + command(cut)));
        return lines;
    }

    /** The same for the report. */
    AdviceView view() {
        return new AdviceView(
                advice.table().name().toString(),
                size(),
                cut(),
                advice.reasons(),
                advice.cut().map(this::command));
    }

    private String size() {
        Candidate table = advice.table();
        return table.rows() < 0
                ? "never analyzed, so that little is known of it"
                : "about %s rows, %s"
                        .formatted(Words.count(table.rows()), Words.bytes(table.bytes()));
    }

    private Optional<String> cut() {
        return advice.cut()
                .map(
                        cut ->
                                "%s, in ranges of %s, strategy %s"
                                        .formatted(
                                                cut.column(),
                                                words(cut.interval()),
                                                strategy(cut)));
    }

    private String command(Advice.Cut cut) {
        String command =
                "mvn partition:generate -DschemaName=%s -DtableName=%s -DpartitionColumn=%s -Dinterval=%s"
                        .formatted(
                                quoted(advice.table().name().schema().value()),
                                quoted(advice.table().name().name().value()),
                                quoted(cut.column().value()),
                                cut.interval());
        return cut.copies() ? command + " -Dstrategy=copy" : command;
    }

    private static String strategy(Advice.Cut cut) {
        return cut.copies() ? "copy" : "attach";
    }

    private static String words(String interval) {
        return Character.isDigit(interval.charAt(0))
                ? Words.count(Long.parseLong(interval))
                : "a " + interval;
    }

    /** As a POSIX shell takes it. */
    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
