// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What the user asks for: a range of the old heap in partitions of its own.
 *
 * @param from as written; MINVALUE for all that is older
 * @param to as written
 * @param interval empty for one partition
 * @param partitionName its name then
 * @param fillfactor in percent; empty for the old heap's
 */
public record Move(
        QualifiedName table,
        QualifiedName legacy,
        String from,
        String to,
        Optional<String> interval,
        Optional<Identifier> partitionName,
        Optional<String> partitionNamePattern,
        Optional<KeyUnit> keyUnit,
        ZoneId timeZone,
        MoveMode mode,
        Optional<Integer> fillfactor,
        Optional<Identifier> tablespace,
        Pace pace) {

    public static final String MINVALUE = "MINVALUE";

    /** The bounds function of legacy and the CHECK that calls it. */
    public Identifier boundsName() {
        return legacy.name().suffixed("_bounds");
    }

    /** The same out of another partition. */
    Move outOf(QualifiedName partition) {
        return new Move(
                table,
                partition,
                from,
                to,
                interval,
                partitionName,
                partitionNamePattern,
                keyUnit,
                timeZone,
                mode,
                fillfactor,
                tablespace,
                pace);
    }

    /** How slices move. */
    MoveMode.Slices slices() {
        return (MoveMode.Slices) mode;
    }

    boolean fromTheBeginning() {
        return from.equalsIgnoreCase(MINVALUE);
    }
}
