// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The positions of a key as a line of time. Of a wall clock key it is the time that a clock in UTC
 * would show.
 */
record Axis(KeyType keyType, Optional<KeyUnit> keyUnit) {

    static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final BigInteger MICROS_OF_DAY = BigInteger.valueOf(86_400_000_000L);
    private static final BigInteger MICROS_OF_MILLI = BigInteger.valueOf(1_000);

    /** Below the 48 bits of milliseconds a uuid of version 7 has 80 others: RFC 9562, 5.7. */
    private static final int UUID_TAIL_BITS = 80;

    /**
     * When the key is, to the microsecond.
     *
     * @throws RangeException {@code OUT_OF_RANGE} when that is no time PostgreSQL knows
     */
    Instant instant(Bound key) {
        var micros = key.position().shiftRight(tailBits()).multiply(step());
        if (keyUnit.isPresent() && !isTime(micros)) {
            throw BoundRefusals.outOfTime(key, keyUnit.get());
        }
        return instant(micros);
    }

    /**
     * The last key that is not after the instant.
     *
     * @throws RangeException {@code OUT_OF_RANGE} when the key type has no such key
     */
    Bound at(Instant instant) {
        return new Bound(keyType, floorDiv(micros(instant), step()).shiftLeft(tailBits()));
    }

    /** What one step of the axis is worth in microseconds. */
    private BigInteger step() {
        return switch (keyType) {
            case DATE -> MICROS_OF_DAY;
            case TIMESTAMP, TIMESTAMPTZ -> BigInteger.ONE;
            case SMALLINT, INTEGER, BIGINT -> keyUnit.orElseThrow().micros();
            case UUID -> MICROS_OF_MILLI;
        };
    }

    private int tailBits() {
        return keyType == KeyType.UUID ? UUID_TAIL_BITS : 0;
    }

    /** What a position counts, for people. */
    String steps() {
        return keyUnit.map(KeyUnit::text).orElse("millis");
    }

    static boolean hasVersion7(BigInteger uuid) {
        return (uuid.shiftRight(76).intValue() & 15) == 7
                || uuid.getLowestSetBit() >= UUID_TAIL_BITS
                || uuid.signum() == 0;
    }

    static BigInteger uuidMicros(BigInteger position) {
        return position.shiftRight(UUID_TAIL_BITS).multiply(MICROS_OF_MILLI);
    }

    static boolean isTime(BigInteger micros) {
        return micros.compareTo(KeyType.TIMESTAMPTZ.min()) >= 0
                && micros.compareTo(KeyType.TIMESTAMPTZ.max()) <= 0;
    }

    static LocalDateTime utc(BigInteger micros) {
        return LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC);
    }

    static Instant instant(BigInteger micros) {
        var seconds = floorDiv(micros, MILLION);
        var rest = micros.subtract(seconds.multiply(MILLION));
        return Instant.ofEpochSecond(seconds.longValueExact(), rest.longValueExact() * 1_000);
    }

    static BigInteger micros(Instant instant) {
        return BigInteger.valueOf(instant.getEpochSecond())
                .multiply(MILLION)
                .add(BigInteger.valueOf(instant.getNano() / 1_000));
    }

    /** Towards the past, where BigInteger divides towards zero. */
    static BigInteger floorDiv(BigInteger value, BigInteger size) {
        return value.subtract(value.mod(size)).divide(size);
    }
}
