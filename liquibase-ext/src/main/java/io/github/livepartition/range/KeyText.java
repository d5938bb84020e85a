// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** Keys as PostgreSQL prints them under DateStyle ISO and TimeZone UTC. */
final class KeyText {

    private KeyText() {}

    /** The text of a position, also of one just outside the key type. */
    static String of(KeyType keyType, BigInteger position) {
        return switch (keyType) {
            case DATE -> date(LocalDate.ofEpochDay(position.longValueExact()));
            case TIMESTAMP -> dateTime(Axis.utc(position), "");
            case TIMESTAMPTZ -> dateTime(Axis.utc(position), "+00");
            case SMALLINT, INTEGER, BIGINT -> position.toString();
            case UUID -> uuid(position);
        };
    }

    private static String date(LocalDate date) {
        return day(date) + era(date);
    }

    static String dateTime(LocalDateTime time, String offset) {
        return day(time.toLocalDate())
                + ' '
                + time(time.toLocalTime())
                + offset
                + era(time.toLocalDate());
    }

    /** ISO 8601 has a year 0; PostgreSQL prints it as 1 BC. */
    private static String day(LocalDate date) {
        var year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    private static String time(LocalTime time) {
        var seconds =
                "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
        var fraction = ".%06d".formatted(time.getNano() / 1000).replaceFirst("\\.?0+$", "");
        return seconds + fraction;
    }

    private static String uuid(BigInteger position) {
        return "%032x"
                .formatted(position)
                .replaceFirst("^(.+)(.{4})(.{4})(.{4})(.{12})$", "$1-$2-$3-$4-$5");
    }
}
