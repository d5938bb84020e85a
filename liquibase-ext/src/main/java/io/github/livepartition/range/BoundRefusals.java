// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.RangeException.Reason.INFINITE;
import static io.github.livepartition.range.RangeException.Reason.OUT_OF_RANGE;
import static io.github.livepartition.range.RangeException.Reason.UUID_VERSION;
import static io.github.livepartition.range.RangeException.Reason.VALUE;

import java.math.BigInteger;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** What is said about values that are no bounds. */
final class BoundRefusals {

    private BoundRefusals() {}

    static RangeException notAValue(String text, Axis axis) {
        return new RangeException(
                VALUE,
                "\"%s\" is not a value of key type \"%s\"".formatted(text, axis.keyType().text()),
                "",
                "Write it like boundary=\"%s\".".formatted(example(axis)));
    }

    private static String example(Axis axis) {
        return switch (axis.keyType()) {
            case DATE -> "2026-12-01";
            case TIMESTAMP -> "2026-12-01 00:00:00";
            case TIMESTAMPTZ, UUID -> "2026-12-01 00:00:00+00";
            case SMALLINT, INTEGER, BIGINT ->
                    axis.keyUnit().isPresent() ? "2026-12-01 00:00:00+00" : "1000";
        };
    }

    static RangeException infinite(String text) {
        return new RangeException(
                INFINITE,
                "key value \"%s\" belongs to no interval".formatted(text),
                "Partitions begin and end at finite values.",
                "Set boundary to a finite value, or leave it out.");
    }

    static RangeException outOfRange(KeyType keyType, BigInteger position) {
        var last = text(keyType, keyType.max());
        return new RangeException(
                OUT_OF_RANGE,
                "%s is out of range for key type \"%s\""
                        .formatted(text(keyType, position), keyType.text()),
                "It holds %s to %s.".formatted(text(keyType, keyType.min()), last),
                keyType.isInteger() && keyType != KeyType.BIGINT
                        ? "Change the column to bigint, or set a smaller interval or premake."
                        : "Set a boundary, interval and premake that end before " + last + ".");
    }

    /** A uuid outside its type has no text of its own, but a time. */
    private static String text(KeyType keyType, BigInteger position) {
        return keyType == KeyType.UUID
                ? KeyText.of(KeyType.TIMESTAMPTZ, Axis.uuidMicros(position))
                : KeyText.of(keyType, position);
    }

    static RangeException outOfTime(Bound key, KeyUnit unit) {
        return new RangeException(
                OUT_OF_RANGE,
                "%s is out of range for keyUnit \"%s\"".formatted(key, unit.text()),
                "It would lie outside 4713 BC to 294276 AD.",
                "Set keyUnit to what the key really counts, or correct the rows that hold it.");
    }

    static RangeException offset(WallClock time) {
        return new RangeException(
                VALUE,
                "\"%s\" has an offset, but key type \"%s\" has no time zone"
                        .formatted(time.text(), KeyType.TIMESTAMP.text()),
                "",
                "Set boundary=\"%s\".".formatted(KeyText.dateTime(time.dateTime(), "")));
    }

    static RangeException ambiguous(String text, ZoneId zone, ZoneOffsetTransition moves) {
        return new RangeException(
                VALUE,
                "\"%s\" occurs twice in timeZone \"%s\"".formatted(text, zone),
                clock(moves),
                "Add the offset: \"%s%s\" or \"%1$s%s\"."
                        .formatted(text, moves.getOffsetBefore(), moves.getOffsetAfter()));
    }

    static RangeException skipped(String text, ZoneId zone, ZoneOffsetTransition moves) {
        return new RangeException(
                VALUE,
                "\"%s\" does not occur in timeZone \"%s\"".formatted(text, zone),
                clock(moves),
                "Write a time that the clock shows, or add an offset.");
    }

    private static String clock(ZoneOffsetTransition moves) {
        return "The clock goes from %s to %s."
                .formatted(
                        KeyText.dateTime(moves.getDateTimeBefore(), ""),
                        KeyText.dateTime(moves.getDateTimeAfter(), ""));
    }

    static RangeException tooFine(String text, Axis axis) {
        return new RangeException(
                VALUE,
                "\"%s\" lies between two values of the key".formatted(text),
                "The key counts %s.".formatted(axis.steps()),
                "Set boundary to a full second.");
    }

    static RangeException finerThanSecond(Bound bound) {
        return new RangeException(
                VALUE,
                "partition cannot begin at %s".formatted(bound),
                "A column with precision would round it, and the bound with it.",
                "Set boundary to a full second.");
    }

    static RangeException uuidVersion(String text) {
        return new RangeException(
                UUID_VERSION,
                "uuid \"%s\" is not of version 7".formatted(text),
                "Its version is %s; only version 7 begins with a time (RFC 9562)."
                        .formatted(text.charAt(14)),
                "Partition by a column that holds a time, or change such keys first.");
    }
}
