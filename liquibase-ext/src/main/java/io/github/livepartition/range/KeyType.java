// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import io.github.livepartition.sql.Sql;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** The types a partition key may have, with the positions that PostgreSQL can store. */
public enum KeyType {
    /** Positions are days since 1970-01-01. */
    DATE("date", "date", firstDay(), days(5874897)),
    /** Positions are microseconds of the wall clock since 1970-01-01 00:00. */
    TIMESTAMP("timestamp without time zone", "timestamp", firstMicro(), lastMicro()),
    /** Positions are microseconds since 1970-01-01 00:00 UTC. */
    TIMESTAMPTZ("timestamp with time zone", "timestamptz", firstMicro(), lastMicro()),
    /** Positions are the numbers themselves, as for the other two integers. */
    SMALLINT("smallint", "int2", signed(Short.MIN_VALUE), signed(Short.MAX_VALUE)),
    INTEGER("integer", "int4", signed(Integer.MIN_VALUE), signed(Integer.MAX_VALUE)),
    BIGINT("bigint", "int8", signed(Long.MIN_VALUE), signed(Long.MAX_VALUE)),
    /** Positions are the 128 bits as an unsigned number, which is PostgreSQL's order of uuids. */
    UUID("uuid", "uuid", BigInteger.ZERO, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));

    private final String formatType;
    private final String catalogName;
    private final BigInteger min;
    private final BigInteger max;

    KeyType(String formatType, String catalogName, BigInteger min, BigInteger max) {
        this.formatType = formatType;
        this.catalogName = catalogName;
        this.min = min;
        this.max = max;
    }

    /**
     * The type of a column; empty for one that is no partition key.
     *
     * @param formatType what {@code format_type(atttypid, atttypmod)} prints, precision included
     */
    public static Optional<KeyType> of(String formatType) {
        var name = formatType.replaceFirst("\\(\\d\\)", "");
        return Arrays.stream(values()).filter(type -> type.formatType.equals(name)).findFirst();
    }

    /** The name to cast to, independent of search_path: {@code pg_catalog.timestamptz}. */
    public Sql typeName() {
        return Sql.verbatim("pg_catalog." + catalogName);
    }

    /** The name for people, as {@code format_type} prints it without precision. */
    public String text() {
        return formatType;
    }

    /** Whether the key is a plain number or, with a {@link KeyUnit}, an epoch. */
    public boolean isInteger() {
        return this == SMALLINT || this == INTEGER || this == BIGINT;
    }

    /** Whether the axis is the wall clock itself, so that no time zone moves a day. */
    boolean isWallClock() {
        return this == DATE || this == TIMESTAMP;
    }

    BigInteger min() {
        return min;
    }

    BigInteger max() {
        return max;
    }

    private static BigInteger signed(long value) {
        return BigInteger.valueOf(value);
    }

    /** Julian day 0; the limits are in the manual, "Date/Time Types". */
    private static BigInteger firstDay() {
        return signed(LocalDate.of(-4713, 11, 24).toEpochDay());
    }

    private static BigInteger days(int lastYear) {
        return signed(LocalDate.of(lastYear, 12, 31).toEpochDay());
    }

    private static BigInteger firstMicro() {
        return firstDay().multiply(signed(86_400_000_000L));
    }

    private static BigInteger lastMicro() {
        return days(294276)
                .add(BigInteger.ONE)
                .multiply(signed(86_400_000_000L))
                .subtract(BigInteger.ONE);
    }
}
