// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample;

import io.github.livepartition.sample.application.Difference;
import io.github.livepartition.sample.application.Kind;
import io.github.livepartition.sample.application.Latency;
import io.github.livepartition.sample.application.Report;
import io.github.livepartition.sample.application.Report.Event;
import io.github.livepartition.sample.application.Report.Time;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The report as text for a terminal, readable without colour. */
final class Picture {
    private static final int BAR = 30;
    private static final int COLUMNS = 90;
    private static final int FAULTS = 20;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;
    private static final String SWITCHES = "PS";
    private static final String LATENCY = "%7s %9s %9s %9s";

    private final Report report;
    private final List<Partition> before;
    private final List<Partition> partitions;
    private final Optional<Event> cutOver;
    private final long begin;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param before partitions that the table had then, if any
     */
    Picture(Report report, List<Partition> before, List<Partition> partitions) {
        this.report = report;
        this.before = before;
        this.partitions = partitions;
        this.cutOver =
                report.events().stream().filter(e -> SWITCHES.indexOf(e.sign()) >= 0).findFirst();
        this.begin = report.events().stream().findFirst().map(Event::at).orElse(Long.MAX_VALUE);
    }

    String text() {
        if (!before.isEmpty()) {
            partitions("Partitions of app.orders before", before);
        }
        partitions("Partitions of app.orders", partitions);
        statements();
        timeline();
        account();
        return text.toString();
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    private void partitions(String title, List<Partition> shown) {
        long most =
                Stream.concat(before.stream(), partitions.stream())
                        .mapToLong(Partition::bytes)
                        .max()
                        .orElse(1);
        line("%n%s%n", title);
        line("  %-18s %-24s %12s %10s", "", "holds", "rows", "MB");
        for (Partition p : shown) {
            line(
                    "  %-18s %-24s %,12d %,10.1f  %s",
                    p.name(),
                    p.from() + " .. " + p.to(),
                    p.rows(),
                    p.bytes() / 1e6,
                    Bars.bar(p.bytes(), most, BAR));
        }
    }

    private void statements() {
        line("%nStatements of the application, in milliseconds%n");
        line("  %-24s %-38s  %s", "", "before", "during and after");
        var head = LATENCY.formatted("calls", "median", "p99", "longest");
        line("  %-24s %s   %s", "", head, head);
        for (Kind kind : Kind.values()) {
            line(
                    "  %-24s %s   %s",
                    kind.label(), latency(kind, 0, begin), latency(kind, begin, Long.MAX_VALUE));
        }
    }

    private String latency(Kind kind, long from, long to) {
        return Latency.of(
                        between(from, to)
                                .filter(time -> time.kind() == kind)
                                .mapToLong(Time::nanos))
                .map(
                        l ->
                                LATENCY.formatted(
                                        l.calls(), ms(l.median()), ms(l.p99()), ms(l.longest())))
                .orElse(LATENCY.formatted("-", "", "", ""));
    }

    private Stream<Time> between(long from, long to) {
        return report.times().stream().filter(t -> t.begin() >= from && t.begin() < to);
    }

    private static String ms(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / MILLI);
    }

    private void timeline() {
        long width = Math.max(1, report.nanos() / COLUMNS + 1);
        double[] ended = new double[COLUMNS];
        double[] longest = new double[COLUMNS];
        for (Time time : report.times()) {
            int column = (int) Math.min(COLUMNS - 1, (time.begin() + time.nanos()) / width);
            ended[column] += SECOND / width;
            if (!time.kind().takesLong()) {
                longest[column] = Math.max(longest[column], time.nanos() / MILLI);
            }
        }
        line(
                "%nStatements per second; highest %,.0f, a column is %.2f s%n",
                max(ended), width / SECOND);
        line("  %s", Bars.line(ended));
        line("%nLongest statement but full scans; highest %,.0f ms%n", max(longest));
        line("  %s", Bars.line(longest));
        events(width);
    }

    private void events(long width) {
        char[] signs = new char[COLUMNS];
        Arrays.fill(signs, '·');
        var legend = new StringBuilder();
        for (Event event : report.events()) {
            signs[(int) Math.min(COLUMNS - 1, event.at() / width)] = event.sign();
            legend.append(
                    String.format(
                            Locale.ROOT,
                            "%s %s %.1f s   ",
                            event.sign(),
                            event.what(),
                            event.at() / SECOND));
        }
        line("  %s", new String(signs));
        line("  %s", legend);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private void account() {
        var balance = report.balance();
        line("%nThe account%n");
        line("  rows expected  %,12d   found   %,12d", balance.expected(), balance.found());
        for (Difference.Sort sort : Difference.Sort.values()) {
            line("  rows %-9s %,12d", sort.name().toLowerCase(Locale.ROOT), balance.count(sort));
        }
        line("  committed      %,12d   writes", report.writes());
        line("  checked        %,12d   results of reads and writes", report.checks());
        line("  wrong          %,12d   errors, wrong results, lost updates", report.faultCount());
        line("  longest stall  %12s   before", stall(report.longestStall(0, begin)));
        line(
                "  longest stall  %12s   from then on",
                stall(report.longestStall(begin, Long.MAX_VALUE)));
        cutOver.ifPresent(
                event ->
                        line(
                                "  longest stall  %12s   within a second of the cut-over",
                                stall(report.longestStallAt(event))));
        balance.details().forEach(detail -> line("  ! %s", detail));
        report.faults().stream().limit(FAULTS).forEach(fault -> line("  ! %s", fault));
        line("%n%s", report.isExact() ? "Exact." : "WRONG.");
    }

    private static String stall(Optional<Time> longest) {
        return longest.map(time -> ms(time.nanos()) + " ms").orElse("-");
    }
}
