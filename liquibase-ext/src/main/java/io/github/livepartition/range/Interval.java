// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.math.BigInteger;
import java.util.Arrays;

/** How wide a partition is: a calendar word, or a number for integer keys. */
public sealed interface Interval permits CalendarInterval, NumberInterval {

    /**
     * The attribute {@code interval}: {@code hour}, {@code day}, {@code week}, {@code month},
     * {@code quarter} or {@code year}, also as {@code 1 month}, or a positive whole number.
     *
     * @throws RangeException when it is none of these
     */
    static Interval parse(String text) {
        var word = text.strip().replaceFirst("^1\\s+", "");
        if (NumberInterval.PATTERN.matcher(word).matches()) {
            return new NumberInterval(new BigInteger(word));
        }
        return Arrays.stream(CalendarInterval.values())
                .filter(interval -> interval.text().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> SchemeRefusals.unknownInterval(text));
    }

    /** The attribute's text for it. */
    String text();
}
