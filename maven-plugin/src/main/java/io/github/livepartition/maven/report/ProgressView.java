// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the last run has moved, against time.
 *
 * @param samples at least two, by time
 * @param summary how many rows in which time
 * @param from when the first was taken, in words
 * @param to when the last was
 * @param most rows at the end, in words
 * @param rows some of the samples: when, and how many rows by then
 */
public record ProgressView(
        List<Sample> samples, String summary, String from, String to, String most, List<Row> rows) {

    public ProgressView {
        samples = List.copyOf(samples);
        rows = List.copyOf(rows);
    }

    /** A line of the table that says what the picture shows. */
    public record Row(String at, String rows) {}

    /** In a square of 100, the first sample at its left and the most rows at its top. */
    String points() {
        long begin = first().at().toEpochMilli();
        double time = Math.max(1, last().at().toEpochMilli() - begin);
        double most = Math.max(1, last().rows());
        return samples.stream()
                .map(
                        sample ->
                                String.format(
                                        Locale.ROOT,
                                        "%.2f,%.2f",
                                        100 * (sample.at().toEpochMilli() - begin) / time,
                                        100 - 100 * sample.rows() / most))
                .collect(Collectors.joining(" "));
    }

    private Sample first() {
        return samples.get(0);
    }

    private Sample last() {
        return samples.get(samples.size() - 1);
    }
}
