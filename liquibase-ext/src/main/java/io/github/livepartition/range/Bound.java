// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.math.BigInteger;

/**
 * A position on the key's axis: a value that the key can have, whether or not a row has it.
 *
 * @param position days, microseconds, the number or the 128 bits: see {@link KeyType}
 */
public record Bound(KeyType keyType, BigInteger position) implements Comparable<Bound> {

    /**
     * @throws RangeException {@code OUT_OF_RANGE} when PostgreSQL's type cannot store the position
     */
    public Bound {
        if (position.compareTo(keyType.min()) < 0 || position.compareTo(keyType.max()) > 0) {
            throw BoundRefusals.outOfRange(keyType, position);
        }
    }

    /**
     * The value as a typed constant, {@code '2026-12-01 00:00:00+00'::pg_catalog.timestamptz}. It
     * reads the same under every TimeZone, DateStyle and IntervalStyle, and serves expressions and
     * {@code FOR VALUES FROM (…)} alike: partition bounds take expressions since PostgreSQL 12.
     * Quoted for integers too: {@code -32768::int2} would be minus of a number too large.
     */
    public Sql literal() {
        return Sql.of("%s::%s", new Literal(text()), keyType.typeName());
    }

    /** The value as PostgreSQL prints it under DateStyle ISO and TimeZone UTC. */
    public String text() {
        return KeyText.of(keyType, position);
    }

    /**
     * The value as {@code pg_get_expr} prints it in {@code FOR VALUES} under DateStyle ISO and
     * TimeZone UTC: quoted, but for an {@code integer} from 0 on (ruleutils.c, get_const_expr).
     */
    public String catalogText() {
        return keyType == KeyType.INTEGER && position.signum() >= 0 ? text() : "'" + text() + "'";
    }

    /** Whether it is a timestamp inside a second. */
    boolean hasFraction() {
        return (keyType == KeyType.TIMESTAMP || keyType == KeyType.TIMESTAMPTZ)
                && position.mod(Axis.MILLION).signum() != 0;
    }

    /**
     * PostgreSQL's order of the key.
     *
     * @throws IllegalArgumentException when the other bound has another key type
     */
    @Override
    public int compareTo(Bound other) {
        if (keyType != other.keyType) {
            throw new IllegalArgumentException(
                    "%s is not comparable with %s".formatted(keyType, other.keyType));
        }
        return position.compareTo(other.position);
    }

    @Override
    public String toString() {
        return text();
    }
}
