// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Texts of users and of PostgreSQL, read as positions on the axis. */
record BoundParser(Axis axis, ZoneId timeZone) {

    private static final Pattern INFINITE =
            Pattern.compile("[+-]?infinity", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    Bound parse(String given) {
        var text = given.strip();
        return switch (axis.keyType()) {
            case DATE -> date(finite(text));
            case TIMESTAMP -> timestamp(finite(text));
            case TIMESTAMPTZ -> axis.at(instant(finite(text)));
            case SMALLINT, INTEGER, BIGINT -> integer(text);
            case UUID -> UUID.matcher(text).matches() ? uuid(text) : step(text);
        };
    }

    private static String finite(String text) {
        if (INFINITE.matcher(text).matches()) {
            throw BoundRefusals.infinite(text);
        }
        return text;
    }

    private Bound date(String text) {
        var date = wallClock(text);
        if (date.time().isPresent()) {
            throw BoundRefusals.notAValue(text, axis);
        }
        return new Bound(KeyType.DATE, BigInteger.valueOf(date.date().toEpochDay()));
    }

    private Bound timestamp(String text) {
        var time = wallClock(text);
        if (time.offset().isPresent()) {
            throw BoundRefusals.offset(time);
        }
        return axis.at(time.dateTime().toInstant(ZoneOffset.UTC));
    }

    private Bound integer(String text) {
        if (NUMBER.matcher(text).matches()) {
            return new Bound(axis.keyType(), new BigInteger(text));
        }
        if (axis.keyUnit().isEmpty()) {
            throw BoundRefusals.notAValue(text, axis);
        }
        return step(text);
    }

    private static Bound uuid(String text) {
        var position = new BigInteger(text.replace("-", ""), 16);
        if (!Axis.hasVersion7(position)) {
            throw BoundRefusals.uuidVersion(text);
        }
        return new Bound(KeyType.UUID, position);
    }

    /** A time of an epoch or uuid key, which must be one that the key can tell from others. */
    private Bound step(String text) {
        var instant = instant(text);
        var bound = axis.at(instant);
        if (!axis.instant(bound).equals(instant)) {
            throw BoundRefusals.tooFine(text, axis);
        }
        return bound;
    }

    private Instant instant(String text) {
        return wallClock(text).in(timeZone);
    }

    private WallClock wallClock(String text) {
        return WallClock.parse(text).orElseThrow(() -> BoundRefusals.notAValue(text, axis));
    }
}
