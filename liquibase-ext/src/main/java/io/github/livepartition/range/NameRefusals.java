// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.RangeException.Reason.ATTRIBUTE;
import static io.github.livepartition.range.RangeException.Reason.NAME;

import io.github.livepartition.sql.Identifier;

/** What is said about partition names and their pattern. */
final class NameRefusals {

    private NameRefusals() {}

    static RangeException unknownToken(String pattern, String token, String known) {
        return new RangeException(
                ATTRIBUTE,
                "partitionNamePattern \"%s\" has the unknown token \"%s\""
                        .formatted(pattern, token),
                "Known are %s.".formatted(known),
                "Set partitionNamePattern with these tokens only, or leave it out.");
    }

    static RangeException tokenNeedsCalendar(String pattern, String token) {
        return new RangeException(
                ATTRIBUTE,
                "token \"%s\" of partitionNamePattern \"%s\" has no meaning for a number"
                        .formatted(token, pattern),
                "",
                "Use {from} and {to} where interval is a number.");
    }

    static RangeException weekOfYear(String pattern) {
        return new RangeException(
                ATTRIBUTE,
                "partitionNamePattern \"%s\" has {ww} without {xxxx}".formatted(pattern),
                "The ISO week 2025-W01 begins on 2024-12-30: {yyyy} and {ww} would name it 2024w01.",
                "Use {xxxx}, the year that the week belongs to.");
    }

    static RangeException tooCoarse(String pattern, Interval interval) {
        return new RangeException(
                ATTRIBUTE,
                "partitionNamePattern \"%s\" gives many partitions one name".formatted(pattern),
                "It does not tell one %s from another."
                        .formatted(
                                interval instanceof CalendarInterval ? interval.text() : "range"),
                "Set partitionNamePattern=\"%s\", or leave it out."
                        .formatted(NamePattern.of(interval).text()));
    }

    static RangeException notAName(IllegalArgumentException cause) {
        return new RangeException(
                NAME, cause.getMessage(), "", "Set a shorter partitionNamePattern.");
    }

    static RangeException noRemainder(String pattern) {
        return new RangeException(
                ATTRIBUTE,
                "partitionNamePattern \"%s\" gives many partitions one name".formatted(pattern),
                "It does not tell one remainder from another.",
                "Set partitionNamePattern=\"%s\", or leave it out."
                        .formatted(HashPattern.DEFAULT.text()));
    }

    static RangeException notAGivenName(IllegalArgumentException cause) {
        return new RangeException(
                NAME, cause.getMessage(), "", "Set another name for the partition.");
    }

    static RangeException sameName(Identifier name, Range first, Range second) {
        return new RangeException(
                NAME,
                "partition name %s is used twice".formatted(name),
                "It would name the ranges %s and %s.".formatted(first, second),
                "Set a partitionNamePattern with {from}.");
    }
}
