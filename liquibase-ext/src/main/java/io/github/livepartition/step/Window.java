// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The hours of a day in which rows may be moved.
 *
 * @param from when they begin, in {@code zone}
 * @param to when they end; before {@code from} for a night
 */
public record Window(LocalTime from, LocalTime to, ZoneId zone) {

    /** A scalar expression: whether it is open now, by the server's clock. */
    Sql isOpen() {
        Sql now = Sql.of("(clock_timestamp() AT TIME ZONE %s)::time", new Literal(zone.getId()));
        return Sql.of(
                "(%s >= %s::time %s %s < %s::time)",
                now,
                new Literal(from.toString()),
                Sql.verbatim(from.isBefore(to) ? "AND" : "OR"),
                now,
                new Literal(to.toString()));
    }

    @Override
    public String toString() {
        return "%s-%s (%s)".formatted(from, to, zone.getId());
    }
}
