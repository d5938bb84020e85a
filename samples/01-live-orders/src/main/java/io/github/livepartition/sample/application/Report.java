// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import io.github.livepartition.sample.application.Watch.Mark;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

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

    /**
     * Whether nobody waited longer at a change of the table than this, and what the machine did to
     * the application before the first change.
     */
    public boolean keptPromise(Duration stall) {
        long first = events.stream().mapToLong(Event::at).min().orElse(nanos);
        long most = stall.toNanos() + longestStall(0, first).map(Time::nanos).orElse(0L);
        return events.stream()
                .filter(event -> event.sign() != 'I') // takes long, and blocks nobody
                .map(this::longestStallAt)
                .flatMap(Optional::stream)
                .allMatch(time -> time.nanos() <= most);
    }

    /** The longest stall within a second of a change of the table. */
    public Optional<Time> longestStallAt(Event event) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return longestStall(event.at() - second, event.at() + second);
    }
}
