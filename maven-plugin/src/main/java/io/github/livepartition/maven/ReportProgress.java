// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.maven.report.ProgressView;
import io.github.livepartition.maven.report.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the last run has moved, for the report. */
final class ReportProgress {

    private static final int LINES = 12;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private ReportProgress() {}

    /** Empty where it would be no line. */
    static Optional<ProgressView> view(List<Sample> samples) {
        if (samples.size() < 2) {
            return Optional.empty();
        }
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        String rows = Words.count(last.rows()) + " rows";
        return Optional.of(
                new ProgressView(
                        samples,
                        "%s in %s".formatted(rows, Words.duration(between(first, last))),
                        time(first.at()),
                        time(last.at()),
                        rows,
                        lines(samples)));
    }

    private static Duration between(Sample first, Sample last) {
        return Duration.between(first.at(), last.at());
    }

    /** The first, the last and some between them. */
    private static List<ProgressView.Row> lines(List<Sample> samples) {
        List<ProgressView.Row> lines = new ArrayList<>();
        int most = Math.min(LINES, samples.size());
        for (int i = 0; i < most; i++) {
            Sample sample = samples.get((int) ((long) i * (samples.size() - 1) / (most - 1)));
            lines.add(new ProgressView.Row(time(sample.at()), Words.count(sample.rows())));
        }
        return lines;
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
