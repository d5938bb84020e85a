// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.maven.report.Sample;
import io.github.livepartition.run.Progress;
import io.github.livepartition.sql.QualifiedName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many rows of each table a run has copied or moved at which time, from what it says. */
final class ProgressSamples {

    /** Then every second one goes: a night of copying says something each second. */
    static final int MOST = 2000;

    private static final Pattern ROWS =
            Pattern.compile("^ +(?:\\d+% copied, (\\d+) rows|(\\d+) rows (?:copied|moved))\\b");

    private final InstantSource clock;
    private final Map<QualifiedName, Series> tables = new LinkedHashMap<>();

    ProgressSamples(InstantSource clock) {
        this.clock = clock;
    }

    /** What passes everything on, and keeps what says a number of rows. */
    Progress of(QualifiedName table, Progress next) {
        Series series = tables.computeIfAbsent(table, name -> new Series());
        return text -> {
            next.line(text);
            series.line(text);
        };
    }

    /** By the table's name; without those that have none. */
    Map<QualifiedName, List<Sample>> all() {
        Map<QualifiedName, List<Sample>> all = new LinkedHashMap<>();
        tables.forEach((table, series) -> all.put(table, List.copyOf(series.samples)));
        all.values().removeIf(List::isEmpty);
        return all;
    }

    private final class Series {

        private final List<Sample> samples = new ArrayList<>();
        private long before; // of the stages that are over
        private long now; // of this one

        void line(String text) {
            if (text.startsWith("stage ")) {
                before += now;
                now = 0;
            }
            Matcher matcher = ROWS.matcher(text);
            if (matcher.find()) {
                now = Long.parseLong(matcher.group(matcher.group(1) != null ? 1 : 2));
                add(new Sample(clock.instant(), before + now));
            }
        }

        private void add(Sample sample) {
            if (samples.size() == MOST) {
                for (int i = MOST - 1; i > 0; i -= 2) {
                    samples.remove(i);
                }
            }
            samples.add(sample);
        }
    }
}
