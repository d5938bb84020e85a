// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.RangeException.Reason.ATTRIBUTE;

/** What is said about interval, keyUnit and timeZone, alone and together. */
final class SchemeRefusals {

    private static final String WORDS = "hour, day, week, month, quarter or year";

    private SchemeRefusals() {}

    static RangeException unknownInterval(String text) {
        return refusal(
                "interval \"%s\" is not known".formatted(text),
                "",
                "Set interval to %s, or for a plain integer key to a positive whole number."
                        .formatted(WORDS));
    }

    static RangeException unknownKeyUnit(String text) {
        return refusal(
                "keyUnit \"%s\" is not known".formatted(text),
                "",
                "Set keyUnit to seconds, millis or micros.");
    }

    static RangeException unknownTimeZone(String text) {
        return refusal(
                "timeZone \"%s\" is not known".formatted(text),
                "",
                "Set timeZone to a name of the IANA database, such as timeZone=\"Europe/Berlin\".");
    }

    static RangeException hourOfDate() {
        return refusal(
                "interval \"hour\" is too short for key type \"date\"",
                "",
                "Set interval to day, week, month, quarter or year.");
    }

    static RangeException needsKeyUnit(KeyType keyType, Interval interval) {
        return refusal(
                "interval \"%s\" needs a keyUnit for key type \"%s\""
                        .formatted(interval.text(), keyType.text()),
                "The key is a number, and nothing says what it counts.",
                keyType == KeyType.INTEGER
                        ? "Set keyUnit=\"seconds\" if it counts seconds since 1970-01-01 UTC, or"
                                + " interval to a number."
                        : "Set keyUnit to seconds, millis or micros since 1970-01-01 UTC, or"
                                + " interval to a number.");
    }

    static RangeException calendarOfSmallint(Interval interval) {
        return refusal(
                "interval \"%s\" has no meaning for key type \"smallint\""
                        .formatted(interval.text()),
                "The key is a number.",
                "Set interval to a number.");
    }

    static RangeException numberNeedsInteger(KeyType keyType, Interval interval) {
        return refusal(
                "interval \"%s\" is a number, but key type \"%s\" is not"
                        .formatted(interval.text(), keyType.text()),
                "",
                "Set interval to %s."
                        .formatted(keyType == KeyType.DATE ? WORDS.substring(6) : WORDS));
    }

    static RangeException tooWide(KeyType keyType, Interval interval) {
        return refusal(
                "interval \"%s\" is too wide for key type \"%s\""
                        .formatted(interval.text(), keyType.text()),
                "Its greatest value is %s.".formatted(keyType.max()),
                "Set a smaller interval.");
    }

    static RangeException unitNeedsInteger(KeyType keyType, KeyUnit unit) {
        return refusal(
                "keyUnit \"%s\" has no meaning for key type \"%s\""
                        .formatted(unit.text(), keyType.text()),
                "It says what an integer key counts.",
                "Remove keyUnit.");
    }

    static RangeException unitNeedsCalendar(Interval interval, KeyUnit unit) {
        return refusal(
                "keyUnit \"%s\" has no meaning for interval \"%s\""
                        .formatted(unit.text(), interval.text()),
                "With a number as interval the key is a plain number.",
                "Remove keyUnit, or set interval to %s.".formatted(WORDS));
    }

    static RangeException unitTooFine(KeyType keyType, KeyUnit unit, String end) {
        return refusal(
                "keyUnit \"%s\" does not fit key type \"%s\""
                        .formatted(unit.text(), keyType.text()),
                "It would end at %s.".formatted(end),
                keyType == KeyType.INTEGER
                        ? "Set keyUnit=\"seconds\", or remove keyUnit and set interval to a number."
                        : "Remove keyUnit and set interval to a number.");
    }

    private static RangeException refusal(String message, String detail, String hint) {
        return new RangeException(ATTRIBUTE, message, detail, hint);
    }
}
