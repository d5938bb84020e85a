// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import io.github.livepartition.sample.application.Watch.Mark;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the application has to say at the end.
 *
 * @param nanos how long it worked
 * @param times all statements in the order of their begin
 */
public record Report(
        long nanos,
        List<Time> times,
        List<Event> events,
        long writes,
        long checks,
        long faultCount,
        List<Fault> faults,
        Balance balance) {

    /** One statement, in nanoseconds since the application started. */
    public record Time(Kind kind, long begin, long nanos) {}

    /** What happened to the table, in nanoseconds since the application started. */
    public record Event(long at, char sign, String what) {
        static Event of(Mark mark, long begin) {
            return new Event(mark.nanos() - begin, mark.sign(), mark.what());
        }
    }

    public boolean isExact() {
        return faultCount == 0 && balance.isExact();
    }

    /** The statement that took longest among those that take no time on an idle machine. */
    public Optional<Time> longestStall(long from, long to) {
        return times.stream()
                .filter(t -> !t.kind().takesLong() && t.begin() >= from && t.begin() < to)
                .max(Comparator.comparingLong(Time::nanos));
    }
}
