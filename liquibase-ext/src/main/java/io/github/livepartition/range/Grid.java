// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.math.BigInteger;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The interval boundaries on the axis of a key. */
sealed interface Grid {

    /** The last boundary that is not after the bound. */
    Bound floor(Bound bound);

    /** The first boundary after the bound. */
    Bound firstAfter(Bound bound);

    static Grid of(Interval interval, Axis axis, ZoneId zone) {
        if (interval instanceof CalendarInterval calendar) {
            var where = axis.keyType().isWallClock() ? ZoneOffset.UTC : zone;
            return new Times(axis, Ticks.of(calendar, where));
        }
        return new Multiples(((NumberInterval) interval).size());
    }

    /** The ticks of a calendar. A uuid lies between the two milliseconds around it. */
    record Times(Axis axis, Ticks ticks) implements Grid {

        @Override
        public Bound floor(Bound bound) {
            return axis.at(ticks.floor(axis.instant(bound)));
        }

        @Override
        public Bound firstAfter(Bound bound) {
            return axis.at(ticks.firstAfter(axis.instant(bound)));
        }
    }

    /** The multiples of a number, on both sides of zero. */
    record Multiples(BigInteger size) implements Grid {

        @Override
        public Bound floor(Bound bound) {
            var position = bound.position();
            return new Bound(bound.keyType(), position.subtract(position.mod(size)));
        }

        @Override
        public Bound firstAfter(Bound bound) {
            var position = bound.position();
            return new Bound(bound.keyType(), position.subtract(position.mod(size)).add(size));
        }
    }
}
